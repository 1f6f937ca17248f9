import { openPage } from '@/core/navigation'
import { sendQueue } from '@/core/offlineQueue'
import { useParams } from '@/core/useParams'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { AppealRow } from '../../components/exams/AppealRow'
import { HandedIn } from '../../components/exams/HandedIn'
import { ResultHead } from '../../components/exams/ResultHead'
import { ReviewedList } from '../../components/exams/ReviewedList'
import { OWN_EXAMS_PAGE, ownExamPage } from '../../exams/examsApi'
import { openAttemptOf } from '../../exams/standing'
import { useResult } from '../../exams/useResult'

/** 成绩 — how it came out and, once answers are shown, every question with why. */
export default function ResultPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const { query, exam, isWaiting, settle } = useResult(id)
  const review = query.data
  const mayAgain = exam !== undefined && exam.blocked.length === 0 && !openAttemptOf(exam)
  return (
    <Page
      narrow
      title="成绩"
      crumbs={[{ label: '考试', url: OWN_EXAMS_PAGE }, { label: '成绩' }]}
      who={review && `${review.title} · 第 ${review.number} 次`}
      acts={
        mayAgain && (
          <Button wide={!wide} onClick={() => openPage(ownExamPage(exam.id))}>
            再考一次
          </Button>
        )
      }
      state={<ErrorBanner error={settle.error} />}
    >
      {isWaiting && <HandedIn attemptId={id} isWaiting onSend={() => sendQueue(true)} />}
      {!isWaiting && !review && settle.busy && <Skeleton rows={4} />}
      {!isWaiting && !settle.busy && (
        <Loaded query={query} rows={4}>
          {(shown) => (
            <>
              <ResultHead review={shown} />
              {shown.questions && (
                <ReviewedList
                  questions={shown.questions}
                  foot={(question) => <AppealRow attemptId={id} question={question} onDone={query.refresh} />}
                />
              )}
            </>
          )}
        </Loaded>
      )}
    </Page>
  )
}
