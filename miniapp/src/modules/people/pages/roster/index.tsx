import { type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import type { RosterReply } from '@shared/modules/people/timeEndpoints'
import { useState } from 'react'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { AsOfField } from '../../components/AsOfField'
import { peopleApi } from '../../usePeople'

const COLUMNS: Column<RosterReply['members'][number]>[] = [
  { id: 'name', label: '姓名', cell: (row) => row.name },
  { id: 'membership', label: '人员类别', cell: (row) => MEMBERSHIP_LABELS[row.membership] },
  { id: 'group', label: '党小组', cell: (row) => row.groupName ?? '—' },
  { id: 'post', label: '岗位', cell: (row) => row.post ?? '未填' },
]

/** The register and the offices of an organisation as they stood on a day. */
export default function Roster() {
  const own = useStore(session, ({ person }) => person?.organizationId)
  const { organizationId = own ?? '' } = useParams()
  const today = plainDateOf(Date.now())
  const [day, setDay] = useState<string>(today)
  const params = { organizationId }
  const query = { day: day as PlainDate }
  const { data, error, refresh } = useQuery(
    organizationId && `people/roster/${organizationId}/${day}`,
    () => peopleApi.roster({ params, query }),
    { keep: false },
  )
  const download = useAction(async () => openFile(await peopleApi.exportRoster({ params, query })))
  return (
    <Page
      title="截至某日的名册"
      who={data?.name}
      acts={
        <Button icon="export" size="d" busy={download.busy} onClick={download.run}>
          导出
        </Button>
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      <Card>
        <AsOfField value={day} today={today} onChange={setDay} />
      </Card>
      {!data && !error && <Skeleton />}
      {data && (
        <Section title="任职" count={`${data.offices.length} 人次`}>
          <Card>
            {data.offices.length === 0 && <Empty icon="org" title="那天没有任职记录" />}
            {data.offices.map((office) => (
              <MiniRow
                key={`${office.personId}${office.role}${office.from}`}
                label={office.personName}
                note={`${office.from} 起${office.to ? `，至 ${office.to}` : ''}`}
                value={ROLE_LABELS[office.role]}
              />
            ))}
          </Card>
        </Section>
      )}
      {data && (
        <Section title="名册" count={`${data.total} 人`}>
          {data.members.length === 0 && (
            <Card>
              <Empty icon="users" title="那天名册里没有人">
                {data.recordedFrom ? `这里的名册从 ${data.recordedFrom} 起有记录` : ''}
              </Empty>
            </Card>
          )}
          {data.members.length > 0 && (
            <Table
              label="名册"
              columns={COLUMNS}
              rows={data.members}
              keyOf={(row) => row.id}
              foot={
                data.total > data.members.length &&
                `先显示前 ${data.members.length} 人，共 ${data.total} 人；导出的表是全的`
              }
            />
          )}
        </Section>
      )}
    </Page>
  )
}
