import { LONGEST } from '@shared/modules/learning/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { staffApi } from '../staffApi'

interface NewCourseSheetProps {
  places: readonly { id: string; name: string }[]
  /** A course to adapt; an empty one when absent. */
  model?: { id: string; title: string } | undefined
  onClose: () => void
  onDone: (courseId: string) => void
}

/** 新建课程, empty or adapted from one there is. */
export function NewCourseSheet({ places, model, onClose, onDone }: NewCourseSheetProps) {
  const [title, setTitle] = useState(model ? `${model.title}（本单位）`.slice(0, LONGEST.title) : '')
  const [organizationId, setOrganizationId] = useState(places[0]?.id ?? '')
  const save = useAction(async (key) => {
    const body = { organizationId, title: title.trim(), ...(model && { copyOf: model.id }) }
    onDone((await staffApi.createCourse({ body }, { key })).id)
  })
  const act = (
    <Button kind="fill" wide busy={save.busy} reason={title.trim() ? undefined : '先写名称'} onClick={save.run}>
      开始写
    </Button>
  )
  return (
    <Sheet
      open
      title={model ? `照“${model.title}”改编` : '新建课程'}
      sub="先存草稿，发布以后别人才看得到"
      onClose={onClose}
      act={act}
    >
      <ErrorBanner error={save.error} />
      <TextField label="名称" required max={LONGEST.title} value={title} onChange={setTitle} />
      {places.length > 1 && (
        <SelectField
          label="归属"
          required
          value={organizationId}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setOrganizationId}
        />
      )}
    </Sheet>
  )
}
