import { plainDateOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { BANK_CRUMB, banksApi, type LegalText } from '../../banksApi'
import { LegalForm } from '../../components/LegalForm'

function stateOf({ from, to }: LegalText) {
  const today = plainDateOf(Date.now())
  if (to !== undefined && to < today) return <Chip tone="warn">已失效</Chip>
  if (from > today) return <Chip>还没施行</Chip>
  return <Chip tone="ok">{to ? '将失效' : '现行'}</Chip>
}

const COLUMNS: Column<LegalText>[] = [
  { id: 'document', label: '法规', cell: ({ document }) => document, sortBy: ({ document }) => document },
  { id: 'from', label: '施行', short: true, cell: ({ from }) => from, sortBy: ({ from }) => from },
  { id: 'to', label: '最后一天', short: true, cell: ({ to }) => to ?? '' },
  { id: 'state', label: '状态', cell: stateOf },
  {
    id: 'questions',
    label: '引用的题',
    numeric: true,
    cell: ({ questions }) => questions,
    sortBy: ({ questions }) => questions,
  },
  { id: 'note', label: '说明', cell: ({ note, isOwn }) => [isOwn && '本单位登记', note].filter(Boolean).join(' · ') },
]

/** 法规目录 — which texts questions may cite, in which versions; a version that ends takes its questions to review. */
export default function LegalPage() {
  const { wide } = useShell()
  const query = useQuery('quiz/staff/legal', () => banksApi.legalTexts(), { keep: false })
  const [form, setForm] = useState<{ version?: LegalText; ends: boolean }>()
  const [text, setText] = useState('')
  const mayEdit = query.data?.allowed.includes('edit') ?? false
  const rows = query.data?.items.filter(({ document }) => document.includes(text.trim())) ?? []
  return (
    <Page
      title="法规目录"
      crumbs={[BANK_CRUMB, { label: '法规目录' }]}
      who="题目引用的法规和版本；版本一失效，引用它的题自动转为待复核"
      acts={
        mayEdit && (
          <Button
            size={wide ? 'd' : undefined}
            kind="fill"
            icon="plus"
            wide={!wide}
            onClick={() => setForm({ ends: false })}
          >
            加一部法规
          </Button>
        )
      }
    >
      <Loaded query={query} rows={6}>
        {() => (
          <>
            <SearchField label="找法规" value={text} onChange={setText} />
            <Table
              label="法规目录"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ document, from }) => `${document}${from}`}
              acts={
                mayEdit
                  ? (version) =>
                      version.to === undefined && (
                        <View className="line">
                          <Button
                            size="x"
                            label={`新版本：${version.document}`}
                            onClick={() => setForm({ version, ends: false })}
                          >
                            新版本
                          </Button>
                          <Button
                            size="x"
                            label={`废止：${version.document}`}
                            onClick={() => setForm({ version, ends: true })}
                          >
                            废止
                          </Button>
                        </View>
                      )
                  : undefined
              }
            />
          </>
        )}
      </Loaded>
      {form && (
        <LegalForm
          version={form.version}
          ends={form.ends}
          onClose={() => setForm(undefined)}
          onDone={() => {
            setForm(undefined)
            query.refresh()
          }}
        />
      )}
    </Page>
  )
}
