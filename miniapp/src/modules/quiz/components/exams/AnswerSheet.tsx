import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Segmented } from '@/ui/Segmented'
import { Sheet } from '@/ui/Sheet'
import { Tap } from '@/ui/Tap'

interface AnswerSheetProps {
  count: number
  open: readonly number[]
  marked: readonly number[]
  at: number
  onGo: (place: number) => void
  onHandIn: () => void
  onClose: () => void
}

/** 答题卡 — every question by its number: answered, open, to come back to; a tap goes there. */
export function AnswerSheet({ count, open, marked, at, onGo, onHandIn, onClose }: AnswerSheetProps) {
  const [view, setView] = useState<'all' | 'open' | 'marked'>('all')
  const all = Array.from({ length: count }, (_, place) => place)
  const shown = view === 'all' ? all : view === 'open' ? open : marked
  return (
    <Sheet
      open
      title="答题卡"
      sub={`已答 ${count - open.length} 题，未答 ${open.length} 题`}
      onClose={onClose}
      act={
        <Button kind="fill" wide onClick={onHandIn}>
          交卷
        </Button>
      }
    >
      <Segmented
        label="看哪些题"
        value={view}
        options={[
          { value: 'all', label: '全部', count },
          { value: 'open', label: '未答', count: open.length },
          { value: 'marked', label: '回头再看', count: marked.length },
        ]}
        onChange={setView}
      />
      <View className="quiz-grid">
        {shown.map((place) => {
          const isOpen = open.includes(place)
          const isMarked = marked.includes(place)
          const words = [isOpen ? '未答' : '已答', isMarked && '回头再看', place === at && '正在看'].filter(Boolean)
          return (
            <Tap
              key={place}
              className={`quiz-cell ${isOpen ? '' : 'quiz-cell-done'} ${place === at ? 'quiz-cell-at' : ''}`}
              label={`第 ${place + 1} 题，${words.join('，')}`}
              onClick={() => onGo(place)}
            >
              <Text>{place + 1}</Text>
              <View className="quiz-cell-mark">
                {!isOpen && <Icon name="check" size="s" />}
                {isMarked && <Icon name="flag" size="s" />}
              </View>
            </Tap>
          )
        })}
        {shown.length === 0 && <Text className="note">{view === 'open' ? '都答了' : '没有标记的题'}</Text>}
      </View>
      <View className="line quiz-legend note">
        <Icon name="check" size="s" />
        <Text>已答</Text>
        <Icon name="flag" size="s" />
        <Text>回头再看</Text>
      </View>
    </Sheet>
  )
}
