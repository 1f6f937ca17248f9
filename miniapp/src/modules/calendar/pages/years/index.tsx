import type { CallReply } from '@shared/core/contract'
import { calendarContract } from '@shared/modules/calendar/contract'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { readNotice, writeNotice } from '../../readNotice'

const api = createClient(calendarContract)

type Year = CallReply<typeof calendarContract.endpoints.years>['years'][number]

const COLUMNS: Column<Year>[] = [
  { id: 'year', label: '年份', cell: ({ year }) => `${year} 年`, sortBy: ({ year }) => year },
  {
    id: 'status',
    label: '状态',
    cell: ({ status }) => (
      <Chip tone={status === 'confirmed' ? 'ok' : 'warn'}>{status === 'confirmed' ? '已确认' : '待确认'}</Chip>
    ),
    sortBy: ({ status }) => status,
  },
  { id: 'holidays', label: '放假', numeric: true, cell: ({ holidays }) => `${Object.keys(holidays).length} 天` },
  { id: 'workdays', label: '调休上班', numeric: true, cell: ({ workdays }) => `${workdays.length} 天` },
  { id: 'source', label: '依据', cell: ({ source }) => source },
]

export default function Years() {
  const { data, error, refresh } = useQuery('calendar/years', () => api.years())
  const [editing, setEditing] = useState<number>()
  const [days, setDays] = useState('')
  const [source, setSource] = useState('')
  const confirm = useAction(async (key) => {
    await api.confirmYear({ params: { year: String(editing) }, body: { ...readNotice(days), source } }, { key })
    setEditing(undefined)
    say('已确认，各支部的计划随即重新核算')
    await refresh()
  })
  const open = (year: number) => {
    const found = data?.years.find((one) => one.year === year)
    setEditing(year)
    setDays(found ? writeNotice(found) : '')
    setSource(found?.status === 'confirmed' ? found.source : `国务院办公厅关于${year}年部分节假日安排的通知`)
  }
  return (
    <Page
      title="工作日历"
      who="没确认的年份只作参考，不会用来卡住任何一步"
      state={<AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton />}
      {data && (
        <Table
          label="工作日历"
          columns={COLUMNS}
          rows={data.years}
          keyOf={({ year }) => String(year)}
          acts={
            data.allowed.includes('confirmYear')
              ? ({ year, status }) => {
                  const verb = status === 'confirmed' ? '更正' : '录入通知'
                  return (
                    <Button size="s" label={`${verb}：${year}年`} onClick={() => open(year)}>
                      {verb}
                    </Button>
                  )
                }
              : undefined
          }
        />
      )}
      <Sheet
        open={editing !== undefined}
        title={`${editing ?? ''} 年放假安排`}
        sub="照通知逐行写：放假写“2027-10-01 至 2027-10-07 国庆节”，调休写“2027-10-09 上班”"
        onClose={() => setEditing(undefined)}
        act={
          <Button
            kind="fill"
            wide
            busy={confirm.busy}
            reason={days && source ? undefined : '请填完'}
            onClick={confirm.run}
          >
            确认这一年
          </Button>
        }
      >
        <ErrorBanner error={confirm.error} />
        <TextArea label="放假与调休" required value={days} onChange={setDays} max={2000} />
        <TextField label="依据" required value={source} onChange={setSource} max={120} />
      </Sheet>
    </Page>
  )
}
