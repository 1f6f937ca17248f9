import type { StoredFile } from '@shared/modules/files/schemas'
import { BLOCK_KIND_LABELS, type Block, LONGEST, MOST } from '@shared/modules/learning/model'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { SwitchField } from '@/ui/SwitchField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { Picture } from './Picture'

interface BlockEditorProps {
  block: Block
  place: number
  /** Of the course, uploaded ones too. */
  files: readonly StoredFile[]
  onChange: (block: Block) => void
  onRemove: () => void
  onUp?: (() => void) | undefined
}

function Fields({ block, files, onChange }: Pick<BlockEditorProps, 'block' | 'files' | 'onChange'>) {
  if (block.kind === 'heading')
    return (
      <TextField
        label="小标题"
        required
        max={LONGEST.heading}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
      />
    )
  if (block.kind === 'text')
    return (
      <TextArea
        label="段落"
        required
        max={LONGEST.text}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
      />
    )
  if (block.kind === 'list')
    return (
      <>
        <TextArea
          label="列表"
          required
          hint={`一行一条，最多 ${MOST.items} 条`}
          max={MOST.items * LONGEST.item}
          value={block.items.join('\n')}
          onChange={(text) => onChange({ ...block, items: text.split('\n').slice(0, MOST.items) })}
        />
        <SwitchField
          label="标上 1、2、3"
          value={block.ordered ?? false}
          onChange={(ordered) => onChange({ ...block, ordered })}
        />
      </>
    )
  if (block.kind === 'picture')
    return (
      <>
        <View className="card-pad">
          <Picture file={files.find(({ id }) => id === block.fileId)} caption={block.caption} />
        </View>
        <TextField
          label="图片说明"
          required
          hint="看不到图片的人靠它知道画的是什么"
          max={LONGEST.caption}
          value={block.caption}
          onChange={(caption) => onChange({ ...block, caption })}
        />
      </>
    )
  const { source, gist } = block
  const edit = (part: Partial<NonNullable<typeof source>>) =>
    onChange({ ...block, source: { document: source?.document ?? '', article: source?.article ?? '', ...part } })
  return (
    <>
      <TextArea
        label="条文"
        required
        max={LONGEST.quote}
        value={block.text}
        onChange={(text) => onChange({ ...block, text })}
      />
      <TextField
        label="出自哪部规定"
        max={60}
        placeholder="安全生产法"
        value={source?.document ?? ''}
        onChange={(document) => edit({ document })}
      />
      <TextField
        label="第几条"
        max={30}
        placeholder="第55条"
        value={source?.article ?? ''}
        onChange={(article) => edit({ article })}
      />
      <SwitchField
        label="写的是大意，不是原文"
        value={gist ?? false}
        onChange={(value) => onChange({ ...block, gist: value })}
      />
    </>
  )
}

/** One block of a lesson while it is written. */
export function BlockEditor({ block, place, files, onChange, onRemove, onUp }: BlockEditorProps) {
  const name = `第 ${place + 1} 段（${BLOCK_KIND_LABELS[block.kind]}）`
  return (
    <Card>
      <Fields block={block} files={files} onChange={onChange} />
      <View className="card-pad line">
        {onUp && (
          <Button size="s" label={`上移：${name}`} onClick={onUp}>
            上移
          </Button>
        )}
        <Button size="s" label={`删去：${name}`} onClick={onRemove}>
          删去
        </Button>
      </View>
    </Card>
  )
}
