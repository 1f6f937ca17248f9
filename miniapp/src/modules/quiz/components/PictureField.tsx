import { filesContract } from '@shared/modules/files/contract'
import { EXTENSIONS, SECRECY_NOTE } from '@shared/modules/files/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { useAction } from '@/core/useAction'
import { QuestionPicture } from '@/questions/QuestionPicture'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilePick } from '@/ui/FilePick'
import type { PickedFile } from '@/ui/pickFile'
import type { Pictures } from './ItemEditor'

const filesApi = createClient(filesContract)

interface PictureFieldProps extends Pick<Pictures, 'onPictures'> {
  label: string
  picture: string | undefined
  url: string | undefined
  onChange: (picture: string | undefined) => void
  /** Inside another field. */
  bare?: boolean
}

/** A picture of a question: none, the one there is, or another one uploaded. */
export function PictureField({ label, picture, url, onChange, onPictures, bare }: PictureFieldProps) {
  const [adding, setAdding] = useState(false)
  const [unreadable, setUnreadable] = useState('')
  const upload = useAction(async (_key, { name, bytes }: PickedFile) => {
    const stored = await filesApi.upload({ query: { fileName: name }, bytes })
    onPictures(stored.id, stored.url)
    onChange(stored.id)
    setAdding(false)
  })
  return (
    <View className={bare ? 'mt2' : 'field'}>
      <QuestionPicture url={url} label={label} />
      <ErrorBanner error={unreadable ? { message: unreadable, violations: [] } : upload.error} />
      {adding && (
        <FilePick
          label="选图片"
          extensions={EXTENSIONS.picture}
          hint={SECRECY_NOTE}
          busy={upload.busy}
          onPick={(file) => upload.run(file)}
          onError={setUnreadable}
        />
      )}
      <View className="line">
        {!adding && (
          <Button
            size="s"
            kind="plain"
            icon="camera"
            label={`${picture ? '换图' : '加图'}：${label}`}
            onClick={() => setAdding(true)}
          >
            {picture ? '换图' : '加图'}
          </Button>
        )}
        {picture && (
          <Button size="s" kind="plain" label={`去掉图：${label}`} onClick={() => onChange(undefined)}>
            去掉图
          </Button>
        )}
      </View>
    </View>
  )
}
