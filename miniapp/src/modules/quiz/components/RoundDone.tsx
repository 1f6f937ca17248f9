import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { BOOK_PAGE, type PracticeItem, type PracticeResult, type RoundChoice, roundPage } from '../practiceApi'
import { resultWord } from '../words'

interface RoundDoneProps {
  mode: RoundChoice['mode']
  items: readonly PracticeItem[]
  results: readonly (PracticeResult | undefined)[]
  onLook: (place: number) => void
  onAgain: () => void
}

/** All of a round is answered: how it went, and what may come next. Nothing has to. */
export function RoundDone({ mode, items, results, onLook, onAgain }: RoundDoneProps) {
  const right = results.filter((one) => one?.right).length
  const graded = results.filter(Boolean).length
  const said =
    graded === items.length ? `答对 ${right} 道，共 ${items.length} 道` : `${items.length} 道都答了，有信号后批改`
  return (
    <>
      <Card>
        <Empty title={said}>{right === items.length ? '都对了' : '答错的已放进错题本，到日子再考'}</Empty>
        {items.map((item, i) => {
          const result = results[i]
          return (
            <MiniRow
              key={item.questionId}
              icon={result ? (result.right ? 'done' : 'wrong') : 'saved'}
              label={item.asked.stem.slice(0, 30)}
              note={result ? resultWord(result) : '已保存在本机，等信号批改'}
              onClick={() => onLook(i)}
            />
          )
        })}
      </Card>
      <View className="quiz">
        {mode === 'free' ? (
          <Button wide onClick={onAgain}>
            再来一组
          </Button>
        ) : (
          <Button wide onClick={() => openPage(roundPage({ mode: 'free' }))}>
            还想做，自由练习
          </Button>
        )}
        <View className="mt2">
          <Button wide kind="plain" onClick={() => openPage(BOOK_PAGE)}>
            看错题本
          </Button>
        </View>
      </View>
    </>
  )
}
