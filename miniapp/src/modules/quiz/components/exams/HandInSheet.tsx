import { View } from '@tarojs/components'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { placesWord } from '../../exams/words'

interface HandInSheetProps {
  open: readonly number[]
  marked: readonly number[]
  busy: boolean
  error: ApiError | undefined
  onGo: (place: number) => void
  onHandIn: () => void
  onClose: () => void
}

/** 交卷 — once more what is unanswered or was to be looked at again, by number. */
export function HandInSheet({ open, marked, busy, error, onGo, onHandIn, onClose }: HandInSheetProps) {
  const [first] = open
  return (
    <Sheet
      open
      title={open.length > 0 ? `还有 ${open.length} 题没答` : '都答完了，交卷吗？'}
      sub="交卷以后不能再改"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={busy} onClick={onHandIn}>
          {open.length > 0 ? '不答了，交卷' : '交卷'}
        </Button>
      }
    >
      <ErrorBanner error={error} />
      <View className="card-pad">
        {open.length > 0 && <View className="wrap">没答：{placesWord(open)}</View>}
        {marked.length > 0 && <View className="wrap mt2">标了回头再看：{placesWord(marked)}</View>}
        <View className="note wrap mt2">没有信号也能交：答案存在本机，有信号后自动送到</View>
        {first !== undefined && (
          <View className="mt3">
            <Button wide onClick={() => onGo(first)}>
              去答第 {first + 1} 题
            </Button>
          </View>
        )}
      </View>
    </Sheet>
  )
}
