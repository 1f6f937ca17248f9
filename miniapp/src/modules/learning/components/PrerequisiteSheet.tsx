import { MOST } from '@shared/modules/learning/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Pager } from '@/ui/Pager'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { type Draft, staffApi } from '../staffApi'
import { headBody } from './CourseHeadSheet'

interface PrerequisiteSheetProps {
  draft: Draft
  onClose: () => void
  onDone: () => void
}

/** 先修课程 — chosen among what is published. */
export function PrerequisiteSheet({ draft, onClose, onDone }: PrerequisiteSheetProps) {
  const [chosen, setChosen] = useState<readonly string[]>(draft.prerequisites.map(({ id }) => id))
  const list = usePages(
    'learning/published',
    (cursor) => staffApi.courses({ query: { state: 'published', limit: '100', cursor } }),
    { keep: false },
  )
  const save = useAction(async (key) => {
    const body = { ...headBody(draft), prerequisiteIds: [...chosen] }
    await staffApi.saveCourse({ params: { courseId: draft.id }, body }, { key })
    onDone()
  })
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, MOST.prerequisites))
  const act = (
    <Button kind="fill" wide busy={save.busy} onClick={save.run}>
      保存
    </Button>
  )
  return (
    <Sheet open title="先修课程" sub="学完这些才能开始学本课程；绕成圈的发布不了" onClose={onClose} act={act}>
      <ErrorBanner error={save.error ?? list.error} />
      {!list.data && !list.error && <Skeleton rows={3} />}
      {list.data?.items
        .filter(({ id }) => id !== draft.id)
        .map(({ id, title, organizationName }) => (
          <MiniRow
            key={id}
            label={title}
            note={organizationName}
            chosen={chosen.includes(id)}
            onClick={() => toggle(id)}
          />
        ))}
      <Pager {...list.pager} quiet />
    </Sheet>
  )
}
