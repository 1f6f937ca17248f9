import { editorEndpoints } from '@shared/modules/learning/editorEndpoints'
import { createClient } from '@/core/api'
import { useChoices } from '@/core/useChoices'
import { ChoiceField } from '@/ui/ChoiceField'
import { ErrorBanner } from '@/ui/ErrorBanner'

const { courses } = editorEndpoints
const api = createClient({ module: 'learning', endpoints: { courses } })

interface CourseFieldProps {
  value: string | undefined
  onChange: (courseId: string) => void
}

/** 学哪门课程 — among those that are published. */
export function CourseField({ value, onChange }: CourseFieldProps) {
  const list = useChoices('learning/choices', (query) => api.courses({ query: { state: 'published', ...query } }))
  return (
    <>
      <ErrorBanner error={list.error} />
      <ChoiceField
        label="学哪门课程"
        required
        hint="到日子推送时，对象会收到学这门课的要求"
        value={value}
        search={list.search}
        searchLabel="课程多，先按名称找"
        options={list.items.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={onChange}
      />
    </>
  )
}
