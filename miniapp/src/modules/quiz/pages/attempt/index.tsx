import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { Question } from '@/questions/Question'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { AnswerSheet } from '../../components/exams/AnswerSheet'
import { HandedIn } from '../../components/exams/HandedIn'
import { HandInSheet } from '../../components/exams/HandInSheet'
import { Overtaken } from '../../components/exams/Overtaken'
import { SavedState } from '../../components/exams/SavedState'
import { TimeLeft } from '../../components/exams/TimeLeft'
import { resultPage } from '../../exams/examsApi'
import { useAttempt } from '../../exams/useAttempt'
import { useTimeLeft } from '../../exams/useTimeLeft'

/** 答题 — one question at a time, each answer kept here and sent by itself; the time is the service's. */
export default function AttemptPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const attempt = useAttempt(id, () => void Taro.redirectTo({ url: resultPage(id) }))
  const { query, sheet, item, questions, open, marked, isHandedIn, handIn, waiting } = attempt
  const [sheetOpen, setSheetOpen] = useState<'card' | 'handIn'>()
  const submit = async () => {
    if (await handIn.run()) setSheetOpen(undefined)
  }
  const left = useTimeLeft(isHandedIn ? undefined : sheet?.dueAt, attempt.ahead, submit)
  const isOver = left !== undefined && left <= 0
  const total = questions.length
  const place = item?.place ?? 0
  const go = (to: number) => {
    setSheetOpen(undefined)
    attempt.goTo(to)
  }
  const isMarked = marked.includes(place)
  const answering = item && !isHandedIn
  return (
    <Page
      narrow
      outbox={false}
      title={answering ? `第 ${place + 1} 题，共 ${total} 题` : '答题'}
      who={sheet?.title}
      beside={answering && left !== undefined && <TimeLeft left={left} />}
      acts={
        answering && (
          <>
            <Button kind="plain" onClick={() => setSheetOpen('card')}>
              答题卡
            </Button>
            {place > 0 && <Button onClick={() => go(place - 1)}>上一题</Button>}
            {place < total - 1 ? (
              <Button kind="fill" wide={!wide} onClick={() => go(place + 1)}>
                下一题
              </Button>
            ) : (
              <Button kind="fill" wide={!wide} onClick={() => setSheetOpen('handIn')}>
                交卷
              </Button>
            )}
          </>
        )
      }
      state={
        <>
          <ErrorBanner error={attempt.failure ?? (sheetOpen ? undefined : handIn.error)} />
          {!sheet && !isHandedIn && <AnswerState error={query.error} shown={false} onRetry={query.refresh} />}
          {attempt.isFull && (
            <Banner tone="warn" title="这部手机存不下答卷">
              有信号时照常保存；断了信号请不要关掉这一页
            </Banner>
          )}
          {answering && <Overtaken places={attempt.overtaken} onRead={attempt.acceptOvertaken} />}
          {waiting.refused && (
            <Banner
              tone="bad"
              title={waiting.refused}
              act={
                <Button size="s" busy={handIn.busy} onClick={submit}>
                  再交一次
                </Button>
              }
            />
          )}
        </>
      }
    >
      {!sheet && !isHandedIn && !query.error && <Skeleton rows={4} />}
      {isHandedIn && <HandedIn attemptId={id} isWaiting={waiting.isWaiting} onSend={attempt.sendNow} />}
      {answering && (
        <>
          <View
            className="meter quiz-meter"
            ariaRole="img"
            ariaLabel={`共 ${total} 题，已答 ${total - open.length} 题`}
          >
            <View className="meter-fill" style={{ width: `${(100 * (total - open.length)) / total}%` }} />
          </View>
          {isOver && (
            <Banner
              tone="warn"
              title="答题时间到"
              act={
                <Button size="s" busy={handIn.busy} onClick={submit}>
                  交卷
                </Button>
              }
            >
              按时答的都算，正在交卷
            </Banner>
          )}
          <Question
            key={place}
            asked={item.asked}
            answer={attempt.answerAt(place)}
            about={`${item.points} 分`}
            onAnswer={
              isOver
                ? undefined
                : (answer) => attempt.answer(place, answer, item.asked.kind === 'blank' || item.asked.kind === 'case')
            }
          />
          <View className="between quiz-foot">
            <SavedState isAnswered={!open.includes(place)} isHere={attempt.isHere(place)} onSend={attempt.sendNow} />
            <Button size="s" icon="flag" kind={isMarked ? 'red' : 'line'} onClick={() => attempt.mark(place)}>
              {isMarked ? '已标：回头再看' : '回头再看'}
            </Button>
          </View>
        </>
      )}
      {sheetOpen === 'card' && (
        <AnswerSheet
          count={total}
          open={open}
          marked={marked}
          at={place}
          onGo={go}
          onHandIn={() => setSheetOpen('handIn')}
          onClose={() => setSheetOpen(undefined)}
        />
      )}
      {sheetOpen === 'handIn' && (
        <HandInSheet
          open={open}
          marked={marked}
          busy={handIn.busy}
          error={handIn.error}
          onGo={go}
          onHandIn={submit}
          onClose={() => setSheetOpen(undefined)}
        />
      )}
    </Page>
  )
}
