import { bytesLabel } from '@shared/modules/files/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { canKeepFiles } from '@/core/keptFiles'
import { say } from '@/core/say'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { dropCourse, type KeptCourse, keepCourse, keptCourses, MOST_COURSE_BYTES } from '../downloads'
import { MISSING, missingWord } from '../missingWord'

interface KeepRowProps {
  courseId: string
  version: number
  /** What it would take here. */
  bytes: number
}

const MOST = bytesLabel(MOST_COURSE_BYTES)

/** Before it is put here. */
const sizeNote = (bytes: number): string =>
  bytes > MOST_COURSE_BYTES
    ? `这门课约 ${bytesLabel(bytes)}，最多存 ${MOST}，放不下的文件会列出来`
    : `这门课约 ${bytesLabel(bytes)}`

function keptNote({ bytes, missing }: KeptCourse, isOld: boolean): string {
  const readable = missing.length > 0 ? '其余没有信号也能看' : '没有信号也能看'
  return `${isOld ? '课程有新内容，可以重新存一次' : readable} · ${bytesLabel(bytes)}`
}

/** Puts a course onto this phone, or takes it off; the size stands beside. */
export function KeepRow({ courseId, version, bytes }: KeepRowProps) {
  const kept = useStore(keptCourses, ({ courses }) => courses.find((one) => one.courseId === courseId))
  const [parts, setParts] = useState<{ done: number; of: number }>()
  const keep = useAction(async () => {
    try {
      await keepCourse(courseId, (done, of) => setParts({ done, of }))
      const lacks = keptCourses.get().courses.some((one) => one.courseId === courseId && one.missing.length > 0)
      say(lacks ? '已存到本机，有文件没存下来' : '已存到本机，没有信号也能看')
    } finally {
      setParts(undefined)
    }
  })
  const drop = useAction(() => dropCourse(courseId, kept?.title ?? ''))
  if (!canKeepFiles()) return null
  const isHere = kept !== undefined && !keep.busy
  const isOld = kept !== undefined && kept.version < version
  const missing = kept?.missing ?? []
  const mayComplete = isOld || missing.some(({ why }) => why === 'failed')
  const note = parts ? `正在存 ${parts.done} / ${parts.of}` : kept ? keptNote(kept, isOld) : sizeNote(bytes)
  return (
    <>
      <ErrorBanner error={keep.error ?? drop.error} />
      <MiniRow
        icon={isHere ? 'saved' : 'cloud'}
        label={isHere ? '已存在本机' : '存到本机，没信号也能看'}
        note={note}
        value={
          <View className="line">
            {(!isHere || mayComplete) && (
              <Button size="s" busy={keep.busy} onClick={keep.run}>
                {isHere ? '重存' : '存'}
              </Button>
            )}
            {isHere && (
              <Button size="s" busy={drop.busy} onClick={drop.run}>
                删除
              </Button>
            )}
          </View>
        }
      />
      {missing.length > 0 && !parts && <MiniRow icon="nosignal" label={MISSING} note={missingWord(missing)} />}
    </>
  )
}
