import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Row } from '@/ui/Row'
import { type CourseRow, coursePage } from '../learningApi'

const VERBS = { none: '去学', started: '继续', done: '看看' } as const

/** One course of a list: what it is about, how long, how far. */
export function CourseRowView({ course }: { course: CourseRow }) {
  const { id, title, summary, lessons, minutes, done, state } = course
  return (
    <Row
      title={title}
      why={summary}
      act={
        <Button size="s" label={`${VERBS[state]}：${title}`} onClick={() => openPage(coursePage(id))}>
          {VERBS[state]}
        </Button>
      }
    >
      <View className="note mt1">
        {lessons} 节 · 约 {minutes} 分钟{state === 'done' ? ' · 学完了' : ''}
      </View>
      {state === 'started' && <Bar value={done} total={lessons} label={`学到第 ${done} 节，共 ${lessons} 节`} />}
    </Row>
  )
}
