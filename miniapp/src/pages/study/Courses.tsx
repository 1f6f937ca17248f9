import { addDays } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { CATALOGUE_PAGE, coursePage, type Learning } from './studyApi'

interface CourseLineProps {
  courseId: string
  title: string
  why: string
  due?: { text: string; tone?: 'warn' | 'bad' }
  done: number
  lessons: number
  verb: string
}

function CourseLine({ courseId, title, why, due, done, lessons, verb }: CourseLineProps) {
  return (
    <Row
      title={title}
      why={why}
      due={due}
      act={
        <Button size="s" label={`${verb}：${title}`} onClick={() => openPage(coursePage(courseId))}>
          {verb}
        </Button>
      }
    >
      <View className="line mt1">
        <View className="grow">
          <Bar value={done} total={lessons} label={`学到 ${done} 节，共 ${lessons} 节`} />
        </View>
        <View className="note nowrap">
          学到 {done} / {lessons} 节
        </View>
      </View>
    </Row>
  )
}

/** 我要完成的, by its day; then what was begun freely. */
export function Courses({ learning }: { learning: Learning }) {
  const { day, demands, begun } = learning
  const dueOf = (dueOn: (typeof demands)[number]['dueOn']) => {
    const text = `${dueOn === addDays(day, 1) ? '明天' : dayWord(dueOn)}前`
    if (dueOn < day) return { text: `${dayWord(dueOn)}已过`, tone: 'bad' as const }
    return dueOn <= addDays(day, 1) ? { text, tone: 'warn' as const } : { text }
  }
  return (
    <>
      {demands.length > 0 && (
        <Section title="我要完成的" count={`${demands.length} 门`}>
          <Card>
            {demands.map(({ id, courseId, title, askedBy, dueOn, done, lessons, again, blockedBy }) => (
              <CourseLine
                key={id}
                courseId={blockedBy?.id ?? courseId}
                title={title}
                why={blockedBy ? `${askedBy}要求 · 先学完“${blockedBy.title}”` : `${askedBy}要求`}
                due={dueOf(dueOn)}
                done={done}
                lessons={lessons}
                verb={again ? '再学一遍' : blockedBy ? '先学' : done > 0 ? '继续' : '去学'}
              />
            ))}
          </Card>
        </Section>
      )}
      <Section title="课程" link={{ label: '全部课程', onClick: () => openPage(CATALOGUE_PAGE) }}>
        <Card>
          {begun.map(({ id, title, summary, done, lessons }) => (
            <CourseLine key={id} courseId={id} title={title} why={summary} done={done} lessons={lessons} verb="继续" />
          ))}
          {begun.length === 0 && (
            <Row
              title="几分钟一节，看懂为止"
              why="自带的和本单位的课程都在目录里"
              act={
                <Button size="s" onClick={() => openPage(CATALOGUE_PAGE)}>
                  看目录
                </Button>
              }
            />
          )}
        </Card>
      </Section>
    </>
  )
}
