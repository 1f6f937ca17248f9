import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Loaded } from '@/ui/Loaded'
import { Pager } from '@/ui/Pager'
import { Section } from '@/ui/Section'
import { Table } from '@/ui/Table'
import { useBranches } from '../useBurden'

/** What every branch below was asked: those asked most in front, because that is where we ask too much. */
export function BranchesView(props: {
  organizationId: string | undefined
  month: string
  onOpen: (organizationId: string) => void
}) {
  const { organizationId, month, onOpen } = props
  const query = useBranches(organizationId, month)
  return (
    <Loaded query={query} rows={4}>
      {({ total, branches, items }) =>
        branches < 2 ? null : (
          <Section title="我们向下面要了多少" count={`${branches} 个组织`}>
            <Table
              label="各组织的填报负担"
              columns={[
                { id: 'name', label: '组织', cell: (row) => row.name },
                { id: 'typed', label: '手工填写', numeric: true, cell: (row) => `${row.total.typed} 栏` },
                { id: 'minutes', label: '大约', numeric: true, cell: (row) => `${row.total.minutes} 分钟` },
                { id: 'repeated', label: '重复', numeric: true, cell: (row) => `${row.repeated} 类` },
              ]}
              rows={items}
              keyOf={(row) => row.organizationId}
              acts={(row) => (
                <Button size="s" onClick={() => onOpen(row.organizationId)}>
                  看明细
                </Button>
              )}
              foot={`合计手工填写 ${total.typed} 栏，大约 ${total.minutes} 分钟；要得多的排在前面，这是在看我们要得多不多`}
            />
            <View className="block">
              <Pager {...query.pager} total={branches} />
            </View>
          </Section>
        )
      }
    </Loaded>
  )
}
