import { useStanding } from '@/core/useStanding'
import { AnswerLine } from '@/ui/AnswerLine'
import { ErrorBanner } from '@/ui/ErrorBanner'

/** 知道了 for a duty I was reminded of; nothing is drawn for any other. */
export function AnswerDuty({ dutyKey, title }: { dutyKey: string; title: string }) {
  const { find, answer } = useStanding()
  const item = find(dutyKey)
  if (!item) return null
  return (
    <AnswerLine
      title={title}
      answered={item.answeredAt !== undefined}
      byOn={item.byOn}
      busy={answer.busy}
      error={<ErrorBanner error={answer.error} />}
      onAnswer={(byOn) => answer.run(item.itemId, byOn)}
    />
  )
}
