import { MATERIAL_KIND_LABELS } from '@shared/modules/learning/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { confirmAct } from '@/core/say'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { type Draft, type DraftLesson, lessonEditPage } from '../staffApi'

interface DraftLessonsProps {
  draft: Draft
  busy: boolean
  /** Lessons that are not named leave the draft. */
  onOrder: (lessonIds: readonly string[]) => void
}

const about = ({ material, minutes, checks }: DraftLesson): string =>
  `${MATERIAL_KIND_LABELS[material.kind]} · 约 ${minutes} 分钟 · ${checks.length} 道检查题`

/** 各节 of a draft: a tap opens one; their order and what goes are changed in a view of their own. */
export function DraftLessons({ draft: { id, lessons, allowed }, busy, onOrder }: DraftLessonsProps) {
  const [arranging, setArranging] = useState(false)
  const ids = lessons.map((lesson) => lesson.id)
  const raise = (place: number) => {
    const order = [...ids]
    order.splice(place - 1, 0, ...order.splice(place, 1))
    onOrder(order)
  }
  const remove = async ({ id: lessonId, title }: DraftLesson) => {
    const goes = await confirmAct('删去一节', `“${title}”从草稿里删去；已发布的内容到下次发布才变。`, '删去')
    if (goes) onOrder(ids.filter((one) => one !== lessonId))
  }
  const add = () => openPage(lessonEditPage(id))
  const isArranging = arranging && lessons.length > 0
  return (
    <Section
      title="各节"
      count={`${lessons.length} 节`}
      link={
        lessons.length > 0
          ? { label: isArranging ? '排好了' : '调次序', onClick: () => setArranging(!isArranging) }
          : undefined
      }
    >
      <Card>
        {!isArranging &&
          lessons.map((lesson, i) => (
            <MiniRow
              key={lesson.id}
              label={`${i + 1}. ${lesson.title}`}
              note={about(lesson)}
              onClick={() => openPage(lessonEditPage(id, lesson.id))}
            />
          ))}
        {isArranging &&
          lessons.map((lesson, i) => (
            <Row key={lesson.id} title={`${i + 1}. ${lesson.title}`} why={about(lesson)}>
              <View className="line mt2">
                {i > 0 && (
                  <Button size="s" label={`上移：${lesson.title}`} busy={busy} onClick={() => raise(i)}>
                    上移
                  </Button>
                )}
                <Button size="s" label={`删去：${lesson.title}`} busy={busy} onClick={() => remove(lesson)}>
                  删去
                </Button>
              </View>
            </Row>
          ))}
        {lessons.length === 0 && (
          <Empty icon="doc" title="还没有一节">
            一节两三分钟，讲清一件事，再配两三道检查题
          </Empty>
        )}
        {allowed.includes('edit') && <MiniRow icon="plus" label="加一节" onClick={add} />}
      </Card>
    </Section>
  )
}
