import { dayLabel, type PlainDate } from '@shared/core/plainDate'
import { TALK_KIND_LABELS, TALK_KINDS } from '@shared/modules/talks/model'
import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { Section } from '@/ui/Section'
import { SourceNote } from '@/ui/SourceNote'
import { type Column, Table } from '@/ui/Table'
import { type Coverage, namesWord } from '../talksApi'

type Member = Coverage['members'][number]

const dayChip = (on: string | undefined) =>
  on ? <Chip tone="ok">{dayLabel(on as PlainDate)}</Chip> : <Chip tone="warn">还没有</Chip>

const COLUMNS: Column<Member>[] = [
  { id: 'name', label: '党员', cell: (row) => row.name },
  { id: 'committee', label: '和支委', cell: (row) => dayChip(row.withCommittee) },
  {
    id: 'member',
    label: '和其他党员',
    cell: (row) => (row.exempt && !row.withMember ? <Chip icon="info">不作要求</Chip> : dayChip(row.withMember)),
  },
]

/** Who has talked with whom this year, who is still missing, and the pairs that would close every gap. */
export function CoverageMatrix({ data }: { data: Coverage }) {
  const { byKind, pairs, members, proposed } = data
  return (
    <View>
      <Card>
        {TALK_KINDS.filter((kind) => byKind[kind].due > 0).map((kind) => (
          <MiniRow
            key={kind}
            label={TALK_KIND_LABELS[kind]}
            value={
              <Chip tone={byKind[kind].done < byKind[kind].due ? 'warn' : 'ok'}>
                {byKind[kind].done}/{byKind[kind].due}
              </Chip>
            }
          />
        ))}
        <View className="card-pad">
          <SourceNote source={data.source} say={data.why} />
        </View>
      </Card>
      {proposed.length > 0 && (
        <Section title="还差的，系统已配好" count={`${proposed.length} 次就全覆盖`}>
          <Card>
            {proposed.map(({ kind, people }) => (
              <MiniRow
                key={`${kind}${people.map((one) => one.personId).join()}`}
                label={namesWord(people)}
                note={TALK_KIND_LABELS[kind]}
              />
            ))}
          </Card>
        </Section>
      )}
      {pairs.length > 0 && (
        <Section title="支委之间">
          <Card>
            {pairs.map(({ people, on, waiting }) => (
              <MiniRow
                key={people.map((one) => one.personId).join()}
                label={namesWord(people)}
                value={waiting ? <Chip tone="warn">待确认</Chip> : dayChip(on)}
              />
            ))}
          </Card>
        </Section>
      )}
      <Section title="每名党员" count={`${members.length} 人`}>
        <Table
          label="每名党员"
          columns={COLUMNS}
          rows={members}
          keyOf={(row) => row.personId}
          foot="按姓名排列，不排名"
        />
      </Section>
    </View>
  )
}
