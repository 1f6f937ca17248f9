import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { useShell } from '@/ui/shell'
import { type BookRow, practiceApi, roundPage } from '../../practiceApi'

const LIMIT = '50'

const noteOf = ({ tags, wrong, rightToLeave }: BookRow): string =>
  [tags[0], `答错 ${wrong} 次`, `再答对 ${rightToLeave} 天离开`].filter(Boolean).join(' · ')

/** 错题本 — what I keep getting wrong, and when each is asked again. Nobody else sees it. */
export default function BookPage() {
  const { wide } = useShell()
  const ask = (cursor?: string) => practiceApi.practiceBook({ query: { limit: LIMIT, ...(cursor && { cursor }) } })
  const list = usePages('quiz/book', ask)
  const { items: rows } = list
  const due = rows.filter(({ isDue }) => isDue).length
  return (
    <Page
      narrow
      title="错题本"
      who="只有你自己看得到"
      acts={
        due > 0 && (
          <Button kind="fill" wide={!wide} onClick={() => openPage(roundPage({ mode: 'review' }))}>
            复习到期的 {due} 道
          </Button>
        )
      }
    >
      <Loaded query={list} rows={5}>
        {() => (
          <Card>
            {rows.length === 0 && <Empty title="没有错题">答错的题会放到这里，隔几天再考；连续三天答对就离开</Empty>}
            {rows.map((row) => (
              <MiniRow
                key={row.id}
                label={row.title}
                note={row.resting ? `${noteOf(row)} · ${row.resting}` : noteOf(row)}
                value={
                  row.resting ? <Chip>暂停</Chip> : row.isDue ? <Chip tone="warn">该复习</Chip> : dayWord(row.dueOn)
                }
              />
            ))}
          </Card>
        )}
      </Loaded>
      {rows.length > 0 && <Pager {...list.pager} />}
    </Page>
  )
}
