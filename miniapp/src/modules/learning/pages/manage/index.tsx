import type { CallInput } from '@shared/core/contract'
import type { editorEndpoints } from '@shared/modules/learning/editorEndpoints'
import { COURSE_STATE_LABELS } from '@shared/modules/learning/model'
import type { CourseListRow } from '@shared/modules/learning/rows'
import { COURSES_TABLE } from '@shared/modules/learning/table'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useTable } from '@/core/useTable'
import { Button } from '@/ui/Button'
import { DataTable, type TableFilter } from '@/ui/DataTable'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { useShell } from '@/ui/shell'
import { NewCourseSheet } from '../../components/NewCourseSheet'
import { coursePage } from '../../learningApi'
import { askPage, editPage, forgetLearning, staffApi } from '../../staffApi'

type Query = CallInput<(typeof editorEndpoints)['courses']>['query']

const FILTERS: readonly TableFilter[] = [
  {
    id: 'state',
    label: '状态',
    options: Object.entries(COURSE_STATE_LABELS).map(([value, label]) => ({ value, label })),
  },
]

/** 课程管理 — what ships with the product and what is written here: write, adapt, ask for. */
export default function ManagePage() {
  const { wide } = useShell()
  const [places, setPlaces] = useState<{ id: string; name: string }[]>([])
  const [making, setMaking] = useState<{ model?: CourseListRow }>()
  const ask = async (query: Query) => {
    const page = await staffApi.courses({ query })
    setPlaces(page.places)
    return page
  }
  const list = useTable(COURSES_TABLE, ask)
  const save = useAction(async () =>
    openFile(await staffApi.exportCourses({ query: { ...list.asked, columns: list.shown.join(',') } })),
  )
  const acts = (row: CourseListRow) => (
    <>
      {row.allowed.includes('edit') && (
        <Button size="x" label={`编写：${row.title}`} onClick={() => openPage(editPage(row.id))}>
          编写
        </Button>
      )}
      {row.allowed.includes('copy') && !row.allowed.includes('edit') && (
        <Button size="x" label={`改编：${row.title}`} onClick={() => setMaking({ model: row })}>
          改编
        </Button>
      )}
      {row.allowed.includes('demand') && (
        <Button size="x" label={`要求学：${row.title}`} onClick={() => openPage(askPage(row.id))}>
          要求学
        </Button>
      )}
    </>
  )
  return (
    <Page
      title="课程管理"
      acts={
        places.length > 0 && (
          <Button size={wide ? 'd' : undefined} kind="fill" icon="plus" wide={!wide} onClick={() => setMaking({})}>
            新建课程
          </Button>
        )
      }
      state={<ErrorBanner error={save.error} />}
    >
      <DataTable
        table={COURSES_TABLE}
        state={list}
        filters={FILTERS}
        searchLabel="按名称找课程"
        onOpen={(row) => openPage(row.state === 'published' ? coursePage(row.id) : editPage(row.id))}
        onExport={save.run}
        exporting={save.busy}
        acts={acts}
        empty={{ title: '还没有课程', text: '新建一门，或照自带的改编' }}
      />
      {making && (
        <NewCourseSheet
          places={places}
          model={making.model}
          onClose={() => setMaking(undefined)}
          onDone={(id) => {
            forgetLearning()
            setMaking(undefined)
            openPage(editPage(id))
          }}
        />
      )}
    </Page>
  )
}
