import { EXTENSIONS, SECRECY_NOTE } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import { findPostFault, findVideoFault } from '@shared/modules/learning/links'
import { LONGEST, MATERIAL_KIND_LABELS, type MaterialKind } from '@shared/modules/learning/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilePick } from '@/ui/FilePick'
import { MiniRow } from '@/ui/MiniRow'
import { Segmented } from '@/ui/Segmented'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import type { LessonDraft } from '../lessonDraft'
import { uploadFile } from '../upload'
import { ArticleEditor } from './ArticleEditor'

interface MaterialEditorProps {
  draft: LessonDraft
  files: readonly StoredFile[]
  onChange: (part: Partial<LessonDraft>) => void
  onUploaded: (file: StoredFile) => void
}

const KINDS = Object.entries(MATERIAL_KIND_LABELS).map(([value, label]) => ({ value: value as MaterialKind, label }))
const LINK_HINTS = {
  video: '只存链接。微信里能直接播放 .mp4，别的网页视频会复制链接到浏览器打开',
  post: '在公众号文章右上角点“复制链接”，粘贴到这里',
} as const

/** What a lesson shows, while it is written. */
export function MaterialEditor({ draft, files, onChange, onUploaded }: MaterialEditorProps) {
  const { kind, url, note, fileId } = draft
  const [fault, setFault] = useState<string>()
  const upload = useAction(async (_key, name: string, bytes: ArrayBuffer) => {
    const file = await uploadFile(name, bytes)
    onUploaded(file)
    onChange({ fileId: file.id })
  })
  const paper = files.find(({ id }) => id === fileId)
  const linkFault = url.trim() && (kind === 'video' ? findVideoFault(url.trim()) : findPostFault(url.trim()))
  return (
    <>
      <Segmented inset label="材料种类" options={KINDS} value={kind} onChange={(value) => onChange({ kind: value })} />
      {kind === 'article' && (
        <ArticleEditor
          blocks={draft.blocks}
          files={files}
          onChange={(blocks) => onChange({ blocks })}
          onUploaded={onUploaded}
        />
      )}
      {kind === 'file' && (
        <Card>
          <ErrorBanner error={upload.error} />
          {fault && <Banner tone="bad" title={fault} />}
          {paper && <MiniRow icon="doc" label={paper.name} />}
          <FilePick
            label={paper ? '换一个文件' : '选文件'}
            extensions={EXTENSIONS.document}
            hint={SECRECY_NOTE}
            busy={upload.busy}
            onPick={({ name, bytes }) => upload.run(name, bytes)}
            onError={setFault}
          />
        </Card>
      )}
      {(kind === 'video' || kind === 'post') && (
        <Card>
          <TextField
            label="链接"
            required
            max={LONGEST.url}
            hint={LINK_HINTS[kind]}
            error={linkFault || undefined}
            value={url}
            onChange={(text) => onChange({ url: text })}
          />
        </Card>
      )}
      {kind !== 'article' && (
        <Card>
          <TextArea
            label="说明"
            hint="讲什么、看哪一段"
            max={LONGEST.note}
            value={note}
            onChange={(text) => onChange({ note: text })}
          />
        </Card>
      )}
    </>
  )
}
