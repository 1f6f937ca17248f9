import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { coursePage, type LessonDetail, lessonPage } from '../learningApi'

interface LessonDoneProps {
  lesson: LessonDetail
  /** Answers are still on this phone: whether it is done is known when they have arrived. */
  waits: boolean
}

/** The end of a lesson, and what comes next. */
export function LessonDone({ lesson, waits }: LessonDoneProps) {
  const { courseId, courseTitle, courseDone, next } = lesson
  const title = waits ? '都答了，已存在本机' : courseDone ? '这门课学完了' : '这一节学完了'
  return (
    <Card>
      <Empty icon={waits ? 'saved' : 'done'} title={title}>
        {waits ? '有信号后自动发送，批改结果会出现在这里' : `“${courseTitle}”`}
        <View className="mt3 stack">
          {next && (
            <Button kind="fill" wide onClick={() => openPage(lessonPage(courseId, next.id))}>
              下一节：{next.title}
            </Button>
          )}
          <Button wide onClick={() => openPage(coursePage(courseId))}>
            看整门课
          </Button>
        </View>
      </Empty>
    </Card>
  )
}
