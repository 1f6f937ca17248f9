import { editorEndpoints } from '@shared/modules/learning/editorEndpoints'
import { createClient } from '@/core/api'
import { useQuery } from '@/core/useQuery'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'

const { courses } = editorEndpoints
const api = createClient({ module: 'learning', endpoints: { courses } })

interface CourseFieldProps {
  value: string | undefined
  onChange: (courseId: string) => void
}

/** 学哪门课程 — among those that are published. */
export function CourseField({ value, onChange }: CourseFieldProps) {
  const list = useQuery('learning/published', () => api.courses({ query: { state: 'published', limit: '100' } }), {
    keep: false,
  })
  return (
    <>
      <ErrorBanner error={list.error} />
      <SelectField
        label="学哪门课程"
        required
        hint="到日子推送时，对象会收到学这门课的要求"
        value={value}
        options={list.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []}
        onChange={onChange}
      />
    </>
  )
}
