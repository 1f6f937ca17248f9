import { EXTENSIONS, SECRECY_NOTE } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import { BLOCK_KIND_LABELS, type Block, type BlockKind, MOST } from '@shared/modules/learning/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilePick } from '@/ui/FilePick'
import { Sheet } from '@/ui/Sheet'
import { emptyBlock } from '../lessonDraft'
import { uploadFile } from '../upload'
import { BlockEditor } from './BlockEditor'

interface ArticleEditorProps {
  blocks: readonly Block[]
  files: readonly StoredFile[]
  onChange: (blocks: readonly Block[]) => void
  onUploaded: (file: StoredFile) => void
}

const TEXTS = ['text', 'heading', 'list', 'quote'] as const satisfies readonly BlockKind[]

/** 图文 while it is written: blocks one below the other, and what may be added. */
export function ArticleEditor({ blocks, files, onChange, onUploaded }: ArticleEditorProps) {
  const [picking, setPicking] = useState(false)
  const [fault, setFault] = useState<string>()
  const upload = useAction(async (_key, name: string, bytes: ArrayBuffer) => {
    const file = await uploadFile(name, bytes)
    onUploaded(file)
    onChange([...blocks, { kind: 'picture', fileId: file.id, caption: '' }])
    setPicking(false)
  })
  const edit = (place: number, block: Block) => onChange(blocks.map((old, i) => (i === place ? block : old)))
  const raise = (place: number) => {
    const order = [...blocks]
    const [one] = order.splice(place, 1)
    if (one) order.splice(place - 1, 0, one)
    onChange(order)
  }
  return (
    <>
      {blocks.map((block, i) => (
        <BlockEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
          key={i}
          block={block}
          place={i}
          files={files}
          onChange={(changed) => edit(i, changed)}
          onRemove={() => onChange(blocks.filter((_, place) => place !== i))}
          onUp={i > 0 ? () => raise(i) : undefined}
        />
      ))}
      {blocks.length < MOST.blocks && (
        <View className="board-tools">
          {TEXTS.map((kind) => (
            <Button key={kind} size="s" icon="plus" onClick={() => onChange([...blocks, emptyBlock(kind)])}>
              {BLOCK_KIND_LABELS[kind]}
            </Button>
          ))}
          <Button size="s" icon="camera" onClick={() => setPicking(true)}>
            图片
          </Button>
        </View>
      )}
      {picking && (
        <Sheet open title="加一张图片" sub={SECRECY_NOTE} onClose={() => setPicking(false)}>
          <ErrorBanner error={upload.error} />
          {fault && <Banner tone="bad" title={fault} />}
          <FilePick
            label="选图片"
            extensions={EXTENSIONS.picture}
            busy={upload.busy}
            onPick={({ name, bytes }) => upload.run(name, bytes)}
            onError={setFault}
          />
        </Sheet>
      )}
    </>
  )
}
