import { View } from '@tarojs/components'
import { Banner } from './Banner'
import { Button } from './Button'
import { savedWord } from './savedWord'

interface AnswerStateProps {
  /** Why the last question was not answered; nothing is drawn without one. */
  error: { code: string; message: string; requestId?: string } | undefined
  /** Something of an earlier answer is on the screen. */
  shown: boolean
  /** When that answer came, epoch ms. */
  savedAt?: number
  onRetry: () => void
}

/** Beside data that could not be brought up to date: what happened, what is on the screen, how to try again. */
export function AnswerState({ error, shown, savedAt, onRetry }: AnswerStateProps) {
  if (!error) return null
  const away = error.code === 'offline' || error.code === 'timeout'
  const retry = (
    <Button size="s" icon="refresh" onClick={onRetry}>
      再试
    </Button>
  )
  return (
    <Banner tone={away ? 'idle' : 'bad'} icon={away ? 'nosignal' : 'stop'} title={error.message} act={retry}>
      {shown && <View className="sub">下面的内容{savedWord(savedAt)}，可能已有变化</View>}
      {!away && error.requestId && <View className="note">问题编号 {error.requestId}</View>}
    </Banner>
  )
}
