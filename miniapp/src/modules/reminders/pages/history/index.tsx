import type { HistoryLine } from '@shared/modules/reminders/contract'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { HistoryFilters } from '../../components/HistoryFilters'
import { HistorySheet } from '../../components/HistorySheet'
import { useHistory } from '../../useHistory'
import { answerText, momentText, personText, STATE_TONES, stateText } from '../../words'

const COLUMNS: Column<HistoryLine>[] = [
  { id: 'title', label: '事项', cell: (line) => line.title, sortBy: (line) => line.title },
  { id: 'name', label: '提醒谁', short: true, cell: personText, sortBy: (line) => line.name },
  { id: 'at', label: '时间', short: true, cell: (line) => momentText(line.at), sortBy: (line) => line.at },
  { id: 'note', label: '说了什么', cell: (line) => line.note },
  {
    id: 'state',
    label: '到了哪一步',
    cell: (line) => <Chip tone={STATE_TONES[line.state]}>{stateText(line)}</Chip>,
    sortBy: (line) => line.state,
  },
  { id: 'answer', label: '本人', short: true, cell: answerText },
]

/** 谁在什么时候被告知了什么 — for those who answer for a branch, of one duty or of everything below them. */
export default function History() {
  const { dutyKey, organizationId } = useParams()
  const fixed = {
    dutyKey: dutyKey ? decodeURIComponent(dutyKey) : undefined,
    organizationId: organizationId || undefined,
  }
  const history = useHistory(fixed)
  const [opened, setOpened] = useState<HistoryLine>()
  const [person, setPerson] = useState<string>()
  const { items, data, error } = history
  const state = error ? (
    <AnswerState error={error} shown={data !== undefined} onRetry={history.refresh} />
  ) : (
    <ErrorBanner error={history.save.error} />
  )
  const acts = items.length > 0 && (
    <Button icon="export" size="d" busy={history.save.busy} onClick={history.save.run}>
      导出表格
    </Button>
  )
  return (
    <Page title="提醒记录" acts={acts || undefined} state={state}>
      <HistoryFilters chosen={history.chosen} personName={person} onChoose={history.choose} />
      {!data && !error && <Skeleton note="正在取提醒记录" />}
      {data && items.length === 0 && (
        <Card>
          <Empty icon="bell" title="没有提醒记录">
            {fixed.dutyKey ? '这件事还没到提醒的日子' : '换个条件试试；发出的每一条提醒都会记在这里'}
          </Empty>
        </Card>
      )}
      {items.length > 0 && (
        <Table
          label="提醒记录"
          columns={COLUMNS}
          rows={items}
          keyOf={(line) => line.id}
          acts={(line) => (
            <Button size="s" label={`看经过：${line.title}，${line.name}`} onClick={() => setOpened(line)}>
              看经过
            </Button>
          )}
        />
      )}
      <Pager {...history.pager} quiet />
      <HistorySheet
        line={opened}
        onClose={() => setOpened(undefined)}
        onPerson={(line) => {
          setPerson(line.name)
          setOpened(undefined)
          history.choose({ personId: line.personId })
        }}
      />
    </Page>
  )
}
