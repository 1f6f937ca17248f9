import { plainDate } from '@shared/core/plainDate'
import { COURSE_COUNTS_LABELS, MATERIAL_KIND_LABELS } from '@shared/modules/learning/model'
import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { KeepRow } from '../../components/KeepRow'
import { type CourseDetail, coursePage, learningApi, lessonPage } from '../../learningApi'
import { useCourse } from '../../useCourse'

const STATE_CHIPS = {
  todo: undefined,
  started: <Chip tone="warn">学了一半</Chip>,
  done: <Chip tone="ok">学完了</Chip>,
} as const

function About({ course }: { course: CourseDetail }) {
  const { summary, minutes, lessons, done, demand, countsFor } = course
  const facts = [
    `${lessons.length} 节`,
    `约 ${minutes} 分钟`,
    ...countsFor.map((one) => `计入${COURSE_COUNTS_LABELS[one]}`),
  ]
  return (
    <Card pad>
      {summary && <View className="wrap">{summary}</View>}
      <View className="sub mt1">{facts.join(' · ')}</View>
      {demand && (
        <View className="sub mt1 wrap">
          {demand.askedBy}要求：{demand.why}，{dayWord(demand.dueOn)}前
        </View>
      )}
      <View className="mt2">
        <Bar value={done} total={lessons.length} label={`学到 ${done} 节，共 ${lessons.length} 节`} />
        <View className="note mt1">
          学到 {done} / {lessons.length} 节
        </View>
      </View>
    </Card>
  )
}

/** 一门课程 — its lessons, who asks for it, and the next one to go on with. */
export default function CoursePage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const { course, error, savedAt, refresh } = useCourse(id)
  const again = useAction(async (key) => {
    await learningApi.again({ params: { courseId: id } }, { key })
    await refresh()
  })
  const next = course?.lessons.find(({ state }) => state !== 'done')
  const blocked = course?.blocked ?? []
  const acts = course && (
    <>
      {course.allowed.includes('demand') && (
        <Button onClick={() => openPage(`/modules/learning/pages/ask/index?courseId=${id}`)}>要求别人学</Button>
      )}
      {course.allowed.includes('again') && (
        <Button busy={again.busy} onClick={again.run}>
          再学一遍
        </Button>
      )}
      {next && (
        <Button
          kind="fill"
          wide={!wide}
          reason={blocked.length > 0 ? '先学完先修课程' : undefined}
          onClick={() => openPage(lessonPage(id, next.id))}
        >
          {course.state === 'none' ? '开始学' : '接着学'}
        </Button>
      )}
    </>
  )
  return (
    <Page
      narrow
      title={course?.title ?? '课程'}
      beside={course?.doneOn && <Chip tone="ok">{dayWord(plainDate(course.doneOn))}学完</Chip>}
      crumbs={[{ label: '学习', url: '/pages/study/index' }, { label: course?.title ?? '课程' }]}
      acts={acts}
      state={
        <>
          <ErrorBanner error={again.error} />
          <AnswerState error={error} shown={course !== undefined} savedAt={savedAt} onRetry={refresh} />
        </>
      }
    >
      {!course && !error && <Skeleton rows={6} />}
      {blocked.length > 0 && <Banner tone="warn" title="还有先修课程没学完" reasons={blocked} />}
      {course && <About course={course} />}
      {course && course.prerequisites.length > 0 && (
        <Section title="先修课程">
          <Card>
            {course.prerequisites.map((one) => (
              <MiniRow
                key={one.id}
                label={one.title}
                value={<Chip tone={one.done ? 'ok' : 'idle'}>{one.done ? '学完了' : '还没学完'}</Chip>}
                onClick={() => openPage(coursePage(one.id))}
              />
            ))}
          </Card>
        </Section>
      )}
      {course && (
        <Section title="各节" count={`${course.lessons.length} 节`}>
          <Card>
            {course.lessons.map((lesson, i) => (
              <MiniRow
                key={lesson.id}
                label={`${i + 1}. ${lesson.title}`}
                note={[
                  `约 ${lesson.minutes} 分钟`,
                  lesson.kind === 'article' ? undefined : MATERIAL_KIND_LABELS[lesson.kind],
                  lesson.checks > 0 ? `${lesson.checks} 道题` : undefined,
                ]
                  .filter(Boolean)
                  .join(' · ')}
                value={STATE_CHIPS[lesson.state]}
                onClick={blocked.length > 0 ? undefined : () => openPage(lessonPage(id, lesson.id))}
              />
            ))}
          </Card>
        </Section>
      )}
      {course && (
        <Card>
          <KeepRow courseId={id} version={course.version} bytes={course.bytes} />
        </Card>
      )}
    </Page>
  )
}
