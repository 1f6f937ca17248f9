import type { OwnExam } from '@shared/modules/quiz/exams/schemas'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Row } from '@/ui/Row'
import { attemptPage, ownExamPage } from '../../exams/examsApi'
import { bestOfMine, openAttemptOf } from '../../exams/standing'
import { momentWord, scoreWord } from '../../exams/words'

/** One exam of mine: what, who asks, until when, how I stand, and the one act. */
export function OwnExamRow({ exam }: { exam: OwnExam }) {
  const open = openAttemptOf(exam)
  const best = bestOfMine(exam)
  const word = best || exam.blocked.length > 0 ? '查看' : '去考'
  const look = () => openPage(ownExamPage(exam.id))
  const act = open ? (
    <Button size="s" kind="red" label={`接着答：${exam.title}`} onClick={() => openPage(attemptPage(open.id))}>
      接着答
    </Button>
  ) : (
    <Button size="s" kind={word === '查看' ? 'line' : 'red'} label={`${word}：${exam.title}`} onClick={look}>
      {word}
    </Button>
  )
  const due = open
    ? { text: `${momentWord(open.dueAt)} 收卷`, tone: 'warn' as const }
    : exam.phase === 'waiting'
      ? { text: `${momentWord(exam.opensAt)} 开始` }
      : { text: exam.phase === 'cancelled' ? '已取消' : `${momentWord(exam.closesAt)} 截止` }
  return (
    <Row
      title={exam.title}
      why={`${exam.organizationName} · ${exam.questions} 题 · ${exam.minutes} 分钟`}
      due={due}
      act={act}
    >
      {best?.outcome && (
        <Chip tone={best.outcome.passed ? 'ok' : 'warn'} icon={best.outcome.passed ? 'done' : 'info'}>
          {scoreWord(best.outcome)}
        </Chip>
      )}
    </Row>
  )
}
