import { COURSE_COUNTS_LABELS, type CourseCounts, LONGEST, MOST } from '@shared/modules/learning/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { SwitchField } from '@/ui/SwitchField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { type Draft, staffApi } from '../staffApi'

interface CourseHeadSheetProps {
  draft: Draft
  onClose: () => void
  onDone: () => void
}

/** Everything of a draft but its lessons, as it is saved. */
export const headBody = ({ revision, title, summary, tags, countsFor, prerequisites, lessons }: Draft) => ({
  revision,
  title,
  summary,
  tags,
  countsFor,
  prerequisiteIds: prerequisites.map(({ id }) => id),
  lessonIds: lessons.map(({ id }) => id),
})

const COUNTS = Object.entries(COURSE_COUNTS_LABELS) as [CourseCounts, string][]
const NOTES = {
  party: '折合的学时记入党员全年集中学习',
  safety: '每节都要有检查题，学时记入安全培训',
} as const satisfies Record<CourseCounts, string>

/** Name, summary, topics, and which hours a course counts for. */
export function CourseHeadSheet({ draft, onClose, onDone }: CourseHeadSheetProps) {
  const [title, setTitle] = useState(draft.title)
  const [summary, setSummary] = useState(draft.summary)
  const [tags, setTags] = useState(draft.tags.join('、'))
  const [countsFor, setCountsFor] = useState<readonly CourseCounts[]>(draft.countsFor)
  const save = useAction(async (key) => {
    const topics = tags
      .split(/[、,，\s]+/)
      .filter(Boolean)
      .slice(0, MOST.tags)
    const body = { ...headBody(draft), title: title.trim(), summary, tags: topics, countsFor: [...countsFor] }
    await staffApi.saveCourse({ params: { courseId: draft.id }, body }, { key })
    onDone()
  })
  const toggle = (one: CourseCounts, on: boolean) =>
    setCountsFor(on ? [...countsFor, one] : countsFor.filter((other) => other !== one))
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={title.trim() ? undefined : '先写名称'} onClick={save.run}>
      保存
    </Button>
  )
  return (
    <Sheet open title="课程说明" onClose={onClose} act={act}>
      <ErrorBanner error={save.error} />
      <TextField label="名称" required max={LONGEST.title} value={title} onChange={setTitle} />
      <TextArea label="简介" max={LONGEST.summary} value={summary} onChange={setSummary} />
      <TextField
        label="内容标签"
        hint={`用顿号分开，最多 ${MOST.tags} 个；岗位用得上的会推给这个岗位的人`}
        value={tags}
        onChange={setTags}
      />
      {COUNTS.map(([one, label]) => (
        <SwitchField
          key={one}
          label={`计入${label}`}
          hint={NOTES[one]}
          value={countsFor.includes(one)}
          onChange={(on) => toggle(one, on)}
        />
      ))}
    </Sheet>
  )
}
