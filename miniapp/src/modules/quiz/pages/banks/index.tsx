import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { type BankRow, bankPage, banksApi, importPage, LEGAL_PAGE } from '../../banksApi'
import { BankForm } from '../../components/BankForm'

const COLUMNS: Column<BankRow>[] = [
  { id: 'title', label: '题库', cell: ({ title }) => title, sortBy: ({ title }) => title },
  { id: 'owner', label: '归属', cell: ({ organizationName }) => organizationName },
  {
    id: 'questions',
    label: '题数',
    numeric: true,
    cell: ({ questions }) => questions,
    sortBy: ({ questions }) => questions,
  },
  {
    id: 'flagged',
    label: '待复核',
    cell: ({ flagged }) => (flagged > 0 ? <Chip tone="warn">{flagged} 道</Chip> : ''),
    sortBy: ({ flagged }) => flagged,
  },
  { id: 'state', label: '状态', cell: ({ active }) => (active ? '使用中' : <Chip>停用</Chip>) },
]

/** 题库 — the product's, those above and those in one's own reach. */
export default function BanksPage() {
  const { wide } = useShell()
  const [adding, setAdding] = useState(false)
  const ask = (cursor?: string) => banksApi.banks({ query: { limit: '50', ...(cursor && { cursor }) } })
  const list = usePages('quiz/staff/banks', ask, { keep: false })
  const { items: rows } = list
  const open = (bank: BankRow) => openPage(bankPage(bank.id))
  return (
    <Page
      title="题库"
      acts={
        <>
          <Button size={wide ? 'd' : undefined} icon="scale" onClick={() => openPage(LEGAL_PAGE)}>
            法规目录
          </Button>
          {list.data && list.data.places.length > 0 && (
            <Button size={wide ? 'd' : undefined} icon="upload" onClick={() => openPage(importPage())}>
              导入题目
            </Button>
          )}
          {list.data && list.data.places.length > 0 && (
            <Button size={wide ? 'd' : undefined} kind="fill" icon="plus" wide={!wide} onClick={() => setAdding(true)}>
              新建题库
            </Button>
          )}
        </>
      }
    >
      <Loaded query={list} rows={5}>
        {() =>
          rows.length === 0 ? (
            <Card>
              <Empty icon="book" title="还没有题库">
                新建一个，再一道一道加题，或整批导入
              </Empty>
            </Card>
          ) : (
            <>
              <Table
                label="题库"
                columns={COLUMNS}
                rows={rows}
                keyOf={({ id }) => id}
                onSelect={open}
                acts={(bank) => (
                  <Button
                    size="x"
                    label={`打开 ${bank.title}`}
                    onClick={() => openPage(bankPage(bank.id, bank.flagged > 0 ? 'flagged' : undefined))}
                  >
                    {bank.flagged > 0 ? '去复核' : '打开'}
                  </Button>
                )}
              />
              <Pager {...list.pager} />
            </>
          )
        }
      </Loaded>
      {adding && (
        <BankForm
          places={list.data?.places ?? []}
          onClose={() => setAdding(false)}
          onDone={(id) => {
            setAdding(false)
            openPage(bankPage(id))
          }}
        />
      )}
    </Page>
  )
}
