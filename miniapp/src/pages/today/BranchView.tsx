import type { TodayReply } from '@shared/modules/duties/contract'
import { ringParts } from '@shared/modules/duties/model'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Ring } from '@/ui/Ring'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { TodayRow } from './TodayRow'

type Branch = TodayReply['branches'][number]

const planPage = (branch: Branch) =>
  `/modules/duties/pages/plan/index?organizationId=${branch.organizationId}&year=${branch.year}`

function YearRing({ ring }: Pick<Branch, 'ring'>) {
  return (
    <Card>
      <Ring value={ring.done} total={ring.total} unit="全年任务" parts={ringParts(ring)} />
    </Card>
  )
}

interface BranchViewProps {
  branch: Branch
  day: TodayReply['day']
  /** What is the reader's own, at the end of the phone's page, below the ring on the desktop. */
  aside: ReactNode
}

/** A branch as those who run it see it: the year as a ring, the three that slip first, what waits for a check. */
export function BranchView({ branch, day, aside }: BranchViewProps) {
  const { wide } = useShell()
  const { ring, first, waiting } = branch
  const lists = (
    <View>
      <Section
        title={first.length === 3 ? '最先会误期的三件' : '最先会误期的'}
        link={{ label: '全年计划', onClick: () => openPage(planPage(branch)) }}
      >
        <Card>
          {first.map((item, index) => (
            <TodayRow key={item.key} item={item} day={day} first={index === 0} planned />
          ))}
          {first.length === 0 && ring.done === ring.total && (
            <Empty title="计划里的都办完了">{`${branch.year} 年的 ${ring.total} 件都有记录`}</Empty>
          )}
          {first.length === 0 && ring.done < ring.total && (
            <Empty title="眼前没有会误期的">{`早先错过的 ${ring.overdue} 件在全年计划里，可以补办或写明原因免办`}</Empty>
          )}
        </Card>
      </Section>
      {waiting.length > 0 && (
        <Section title="等你核对" count={`${waiting.length} 件`}>
          <Card>
            {waiting.map((item) => (
              <TodayRow key={item.key} item={item} day={day} />
            ))}
          </Card>
        </Section>
      )}
    </View>
  )
  if (!wide)
    return (
      <>
        <YearRing ring={ring} />
        {lists}
        {aside}
      </>
    )
  return (
    <View className="cols">
      {lists}
      <View className="mt4">
        <YearRing ring={ring} />
        {aside}
      </View>
    </View>
  )
}
