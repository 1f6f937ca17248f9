import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'

interface SavedStateProps {
  isAnswered: boolean
  /** Not with the service yet. */
  isHere: boolean
  onSend: () => void
}

/** Where the answer to this question is: nowhere yet, on this phone, with the service. */
export function SavedState({ isAnswered, isHere, onSend }: SavedStateProps) {
  if (isHere)
    return (
      <Tap className="line note quiz-saved" label="已存在本机，现在送" onClick={onSend}>
        <Icon name="saved" size="s" />
        <Text>已存在本机，有信号后自动送到</Text>
      </Tap>
    )
  return (
    <View className="line note quiz-saved" ariaRole="status">
      {isAnswered && <Icon name="done" size="s" />}
      <Text>{isAnswered ? '已保存' : '还没答'}</Text>
    </View>
  )
}
