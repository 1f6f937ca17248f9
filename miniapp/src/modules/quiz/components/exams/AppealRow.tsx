import { APPEAL_REASON_LABELS, APPEAL_STATE_LABELS, type AppealReason } from '@shared/modules/quiz/appeals/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { examsApi, type ReviewedQuestion } from '../../exams/examsApi'

const REASONS = Object.entries(APPEAL_REASON_LABELS) as [AppealReason, string][]

interface AppealRowProps {
  attemptId: string
  question: ReviewedQuestion
  onDone: () => void
}

/** 这道题有问题 — said with one tap; why may be added with another. Below, what became of it. */
export function AppealRow({ attemptId, question: { place, appeal, ruling }, onDone }: AppealRowProps) {
  const [reason, setReason] = useState<AppealReason>()
  const [asks, setAsks] = useState(false)
  const send = useAction(async (key, why: AppealReason | undefined) => {
    const body = { place, ...(why && { reason: why }) }
    await examsApi.appealQuestion({ params: { attemptId }, body }, { key })
    setReason(why)
    setAsks(true)
    onDone()
  })
  if (!appeal && ruling) return null
  return (
    <View className="card-pad">
      <ErrorBanner error={send.error} />
      {!appeal && (
        <Button size="s" icon="flag" busy={send.busy} onClick={() => send.run(undefined)}>
          这道题有问题
        </Button>
      )}
      {appeal && (
        <View className="sub wrap">
          你说过这道题有问题：{APPEAL_STATE_LABELS[appeal.state]}
          {appeal.why && `（${appeal.why}）`}
        </View>
      )}
      {appeal?.state === 'open' && asks && (
        <View className="line quiz-about">
          <View className="note">哪里有问题（可不选）</View>
          {REASONS.map(([value, label]) => (
            <Button
              key={value}
              size="s"
              kind={reason === value ? 'red' : 'line'}
              icon={reason === value ? 'check' : undefined}
              busy={send.busy}
              onClick={() => send.run(value)}
            >
              {label}
            </Button>
          ))}
        </View>
      )}
    </View>
  )
}
