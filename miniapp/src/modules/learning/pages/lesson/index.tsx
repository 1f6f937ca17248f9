import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { hasAnswer } from '@/questions/hasAnswer'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { CheckStep } from '../../components/CheckStep'
import { LessonDone } from '../../components/LessonDone'
import { MaterialView } from '../../components/MaterialView'
import { coursePage } from '../../learningApi'
import { useLesson } from '../../useLesson'

/** 一节 — two minutes of reading, then the questions that show it was understood. No clock runs. */
export default function LessonPage() {
  const { courseId = '', id = '' } = useParams()
  const { wide } = useShell()
  const [step, setStep] = useState<'read' | 'check'>('read')
  const study = useLesson(courseId, id)
  const { query, lesson, handedIn, open, waiting, isRead } = study
  const isDone = lesson?.state === 'done'
  const hasChecks = (lesson?.checks.length ?? 0) > 0
  const over = step === 'check' && !handedIn && open.length === 0
  const [check] = open
  const acts = lesson && !over && (
    <>
      {step === 'read' && hasChecks && (
        <Button kind="fill" wide={!wide} onClick={() => setStep('check')}>
          {isDone || open.length === 0 ? '看结果' : `做 ${open.length} 道题，看看懂没懂`}
        </Button>
      )}
      {step === 'read' && !hasChecks && (
        <Button
          kind="fill"
          wide={!wide}
          busy={study.confirmRead.busy}
          onClick={
            isDone || isRead
              ? () => setStep('check')
              : () => study.confirmRead.run().then((ok) => ok && setStep('check'))
          }
        >
          {isDone || isRead ? '看结果' : lesson?.material.kind === 'video' ? '看完了' : '读完了'}
        </Button>
      )}
      {step === 'check' && <Button onClick={() => setStep('read')}>再看一遍</Button>}
      {step === 'check' && handedIn && (
        <Button kind="fill" wide={!wide} onClick={study.next}>
          {open.length > 0 ? '下一题' : '看结果'}
        </Button>
      )}
      {step === 'check' && !handedIn && check && (
        <Button
          kind="fill"
          wide={!wide}
          busy={study.handIn.busy}
          reason={hasAnswer(check.asked, study.chosen) ? undefined : '先作答'}
          onClick={study.handIn.run}
        >
          交这一题
        </Button>
      )}
    </>
  )
  return (
    <Page
      narrow
      title={lesson?.title ?? '学习'}
      who={lesson && `第 ${lesson.number} 节，共 ${lesson.of} 节 · 约 ${lesson.minutes} 分钟`}
      beside={isDone && <Chip tone="ok">学完了</Chip>}
      crumbs={[
        { label: '学习', url: '/pages/study/index' },
        { label: lesson?.courseTitle ?? '课程', url: coursePage(courseId) },
        { label: lesson?.title ?? '' },
      ]}
      acts={acts || undefined}
      state={
        <>
          <ErrorBanner error={study.handIn.error ?? study.confirmRead.error} />
          {step === 'read' && (
            <AnswerState
              error={query.error}
              shown={lesson !== undefined}
              savedAt={study.savedAt}
              onRetry={query.refresh}
            />
          )}
        </>
      }
    >
      {!lesson && !query.error && <Skeleton rows={6} />}
      {lesson && step === 'read' && (
        <Card pad>
          <MaterialView material={lesson.material} files={lesson.files} />
        </Card>
      )}
      {lesson && step === 'check' && !over && <CheckStep study={study} />}
      {lesson && over && <LessonDone lesson={lesson} waits={!isDone && (waiting > 0 || isRead)} />}
    </Page>
  )
}
