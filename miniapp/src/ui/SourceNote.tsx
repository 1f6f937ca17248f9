import { type Source, sourceLabel } from '@shared/core/norm'
import { Text, View } from '@tarojs/components'
import { Icon } from './Icon'

/** Which document and article asks for this; `say` puts it in plain words first. */
export function SourceNote({ source, say }: { source: Source; say?: string }) {
  return (
    <View className="src">
      <Icon name="book" size="s" />
      <Text className="wrap">{say ? `${say} · ${sourceLabel(source)}` : sourceLabel(source)}</Text>
    </View>
  )
}
