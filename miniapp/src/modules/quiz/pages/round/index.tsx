import { PRACTICE_MODE_LABELS, type PracticeMode } from '@shared/modules/quiz/practice/model'
import { View } from '@tarojs/components'
import { goBack } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { hasAnswer } from '@/questions/hasAnswer'
import { Question } from '@/questions/Question'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { RoundDone } from '../../components/RoundDone'
import { useRound } from '../../useRound'
import { resultWord, whyWord } from '../../words'

const NOTHING = { daily: '题库里还没有题', review: '没有到期的错题', free: '没有这样的题' }

/** 今日五题, 复习错题, 自由练习: one question after the other, graded at once or when there is a signal. */
export default function RoundPage() {
  const { mode: named, bankId, tag, kind } = useParams()
  const mode: PracticeMode = named === 'review' || named === 'free' ? named : 'daily'
  const { wide } = useShell()
  const round = useRound({ mode, bankId, tag, kind })
  const { query, items, item, place, state, states, chosen, choose, handIn } = round
  const total = items?.length ?? 0
  const done = states.filter(({ isAnswered }) => isAnswered).length
  const result = state?.result
  const title = item ? `${PRACTICE_MODE_LABELS[mode]} ${place + 1} / ${total}` : PRACTICE_MODE_LABELS[mode]
  const about = [item?.tags[0], result ? resultWord(result) : item && whyWord(item)].filter(Boolean).join(' · ')
  const isLast = done === total || place === total - 1
  return (
    <Page
      narrow
      title={title}
      acts={
        item &&
        (state?.isAnswered ? (
          <Button kind="fill" wide={!wide} onClick={isLast && done === total ? () => round.goTo(total) : round.next}>
            {isLast ? '看结果' : '下一题'}
          </Button>
        ) : (
          <>
            <Button busy={handIn.busy} onClick={() => handIn.run(null)}>
              不会
            </Button>
            <Button
              kind="fill"
              wide={!wide}
              busy={handIn.busy}
              reason={hasAnswer(item.asked, chosen) ? undefined : '先作答'}
              onClick={() => handIn.run(chosen)}
            >
              交这一题
            </Button>
          </>
        ))
      }
      state={
        <>
          <ErrorBanner error={handIn.error} />
          {!item && (
            <AnswerState
              error={query.error}
              shown={items !== undefined}
              savedAt={query.savedAt}
              onRetry={query.refresh}
            />
          )}
        </>
      }
    >
      {!items && !query.error && <Skeleton rows={4} />}
      {items && total > 0 && (
        <View className="meter quiz-meter" ariaRole="img" ariaLabel={`共 ${total} 道，已答 ${done} 道`}>
          <View className="meter-fill" style={{ width: `${(100 * done) / total}%` }} />
        </View>
      )}
      {state && (state.kept || state.isSent) && !result && (
        <Banner
          icon="saved"
          title="已保存在本机，有信号后自动发送"
          act={
            <Button size="s" onClick={round.sendNow}>
              现在发
            </Button>
          }
        >
          批改结果和解析随后送到，先做下一题
        </Banner>
      )}
      {item && (
        <Question
          key={item.questionId}
          asked={item.asked}
          answer={state?.kept ? state.kept.answer : chosen}
          about={about}
          onAnswer={state?.isAnswered ? undefined : choose}
          review={result?.review}
        />
      )}
      {items && total === 0 && (
        <Card>
          <Empty icon="study" title={NOTHING[mode]}>
            <Button onClick={goBack}>返回</Button>
          </Empty>
        </Card>
      )}
      {items && total > 0 && !item && (
        <RoundDone
          mode={mode}
          items={items}
          results={states.map((one) => one.result)}
          onLook={round.goTo}
          onAgain={round.again}
        />
      )}
    </Page>
  )
}
