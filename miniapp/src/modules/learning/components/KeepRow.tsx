import { bytesLabel } from '@shared/modules/files/model'
import { useState } from 'react'
import { canKeepFiles } from '@/core/keptFiles'
import { say } from '@/core/say'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { dropCourse, keepCourse, keptCourses } from '../downloads'

interface KeepRowProps {
  courseId: string
  version: number
  /** What it would take here. */
  bytes: number
}

/** Puts a course onto this phone, or takes it off; the size stands beside. */
export function KeepRow({ courseId, version, bytes }: KeepRowProps) {
  const kept = useStore(keptCourses, ({ courses }) => courses.find((one) => one.courseId === courseId))
  const [parts, setParts] = useState<{ done: number; of: number }>()
  const keep = useAction(async () => {
    try {
      await keepCourse(courseId, (done, of) => setParts({ done, of }))
      say('已存到本机，没有信号也能看')
    } finally {
      setParts(undefined)
    }
  })
  const drop = useAction(() => dropCourse(courseId))
  if (!canKeepFiles()) return null
  const isOld = kept !== undefined && kept.version < version
  const note = parts
    ? `正在存 ${parts.done} / ${parts.of}`
    : kept
      ? `${isOld ? '课程有新内容，可以重新存一次' : '没有信号也能看'} · ${bytesLabel(kept.bytes)}`
      : `约 ${bytesLabel(bytes)}`
  return (
    <>
      <ErrorBanner error={keep.error ?? drop.error} />
      <MiniRow
        icon={kept ? 'saved' : 'cloud'}
        label={kept ? '已存在本机' : '存到本机，没信号也能看'}
        note={note}
        value={
          <>
            {(!kept || isOld) && (
              <Button size="s" busy={keep.busy} onClick={keep.run}>
                {isOld ? '重存' : '存'}
              </Button>
            )}
            {kept && (
              <Button size="s" busy={drop.busy} onClick={drop.run}>
                删除
              </Button>
            )}
          </>
        }
      />
    </>
  )
}
