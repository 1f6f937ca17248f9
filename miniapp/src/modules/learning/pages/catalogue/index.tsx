import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { FilterSelect } from '@/ui/FilterSelect'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { Skeleton } from '@/ui/Skeleton'
import { CourseRowView } from '../../components/CourseRowView'
import { DOWNLOADS_PAGE, learningApi } from '../../learningApi'

const TYPING_MS = 300

/** Every course offered to the reader, by name. */
export default function CataloguePage() {
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  const [tag, setTag] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const query = { ...(search && { search }), ...(tag && { tag }) }
  const list = usePages(`learning/catalogue/${JSON.stringify(query)}`, (cursor) =>
    learningApi.catalogue({ query: { ...query, ...(cursor && { cursor }) } }),
  )
  const { data, error, items } = list
  return (
    <Page
      narrow
      title="课程目录"
      crumbs={[{ label: '学习', url: '/pages/study/index' }, { label: '课程目录' }]}
      state={<AnswerState error={error} shown={data !== undefined} savedAt={list.savedAt} onRetry={list.refresh} />}
    >
      <SearchField label="找课程" value={text} onChange={setText} />
      <View className="board-tools">
        <FilterSelect
          label="内容"
          value={tag}
          options={(data?.tags ?? []).map((one) => ({ value: one, label: one }))}
          onChange={setTag}
        />
      </View>
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <Card>
          {items.map((course) => (
            <CourseRowView key={course.id} course={course} />
          ))}
          {items.length === 0 && (
            <Empty icon="search" title="没有这样的课程">
              换个字试试，或去掉筛选
            </Empty>
          )}
        </Card>
      )}
      {data && items.length > 0 && <Pager {...list.pager} />}
      <Card>
        <MiniRow
          icon="saved"
          label="存在本机的课程"
          note="没有信号的地方也能看"
          onClick={() => openPage(DOWNLOADS_PAGE)}
        />
      </Card>
    </Page>
  )
}
