import type { StoredFile } from '@shared/modules/files/schemas'
import type { Block } from '@shared/modules/learning/model'
import { Text, View } from '@tarojs/components'
import { Picture } from './Picture'

interface BlocksProps {
  blocks: readonly Block[]
  files: readonly StoredFile[]
}

function Item({ block, files }: { block: Block; files: readonly StoredFile[] }) {
  switch (block.kind) {
    case 'heading':
      return <View className="read-head wrap">{block.text}</View>
    case 'text':
      return <View className="wrap">{block.text}</View>
    case 'list':
      return (
        <View>
          {block.items.map((item, i) => (
            <View key={item} className="read-item">
              <Text className="read-mark">{block.ordered ? `${i + 1}.` : '·'}</Text>
              <Text className="wrap">{item}</Text>
            </View>
          ))}
        </View>
      )
    case 'picture':
      return <Picture file={files.find(({ id }) => id === block.fileId)} caption={block.caption} />
    case 'quote':
      return (
        <View className="law">
          <View className="wrap">{block.text}</View>
          {block.source && (
            <View className="note mt1">
              《{block.source.document}》{block.source.article}
              {block.gist ? '大意，以原文为准' : ''}
            </View>
          )}
        </View>
      )
  }
}

/** 图文 — plain blocks one below the other; nothing in them is ever read as markup. */
export function Blocks({ blocks, files }: BlocksProps) {
  return (
    <View className="read">
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a published lesson keep their places
        <View key={i} className="read-block">
          <Item block={block} files={files} />
        </View>
      ))}
    </View>
  )
}
