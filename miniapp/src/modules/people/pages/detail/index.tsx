import { ROLE_LABELS } from '@shared/core/roles'
import { useRouter } from '@tarojs/taro'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { EditPerson } from '../../components/EditPerson'
import { InviteSheet } from '../../components/InviteSheet'
import { SealedFields } from '../../components/SealedFields'
import { TeamSheet } from '../../components/TeamSheet'
import { personFields } from '../../personFields'
import { peopleApi } from '../../usePeople'

const LIST = '/modules/people/pages/list/index'

export default function Person() {
  const personId = useRouter().params['personId'] ?? ''
  const { data, error, refresh } = useQuery(
    `people/detail/${personId}`,
    () => peopleApi.detail({ params: { personId } }),
    { keep: false },
  )
  if (!data)
    return (
      <Page narrow title="人员" state={<AnswerState error={error} shown={false} onRetry={refresh} />}>
        {!error && <Skeleton />}
      </Page>
    )
  const may = (action: string) => data.allowed.includes(action)
  const acts = (
    <>
      {may('invite') && <InviteSheet personId={personId} name={data.name} />}
      {may('assignTeam') && <TeamSheet person={data} onSaved={refresh} />}
      {may('edit') && <EditPerson person={data} onSaved={refresh} />}
    </>
  )
  return (
    <Page
      narrow
      title={data.name}
      crumbs={[{ label: '人员与名册', url: LIST }, { label: data.name }]}
      acts={may('invite') || may('edit') || may('assignTeam') ? acts : undefined}
      state={<AnswerState error={error} shown onRetry={refresh} />}
    >
      <Section title="名册信息">
        <Card>
          {personFields(data).map(([label, value]) => (
            <MiniRow key={label} label={label} value={value ?? '未填'} />
          ))}
          {data.exempt && <MiniRow label="到会要求" value="年老体弱等，不作硬性要求" />}
        </Card>
      </Section>
      <Section title="号码">
        <Card>
          <SealedFields personId={personId} masked={data.masked} mayReveal={may('reveal')} />
          {Object.keys(data.masked).length === 0 && <MiniRow label="没有登记号码" />}
        </Card>
      </Section>
      {data.offices.length > 0 && (
        <Section title="现任职务">
          <Card>
            {data.offices.map((office) => (
              <MiniRow
                key={`${office.organizationName}${office.role}`}
                label={`${office.organizationName}${ROLE_LABELS[office.role]}`}
                value={`自 ${office.from}`}
              />
            ))}
          </Card>
        </Section>
      )}
      <Card>
        <MiniRow
          icon="history"
          label="历次变更与截至某日"
          onClick={() => openPage(`/modules/people/pages/history/index?personId=${personId}`)}
        />
        <MiniRow
          icon="clock"
          label="组织生活档案与学时"
          onClick={() => openPage(`/modules/meetings/pages/archive/index?personId=${personId}`)}
        />
        {may('leave') && (
          <MiniRow
            icon="stop"
            label="离开单位"
            value={data.left ? `${data.left.on} 离开` : undefined}
            onClick={() => openPage(`/modules/people/pages/leaving/index?personId=${personId}`)}
          />
        )}
        {may('account') && (
          <MiniRow
            icon="lock"
            label="账号与登录"
            onClick={() => openPage(`/modules/accounts/pages/account/index?personId=${personId}`)}
          />
        )}
      </Card>
    </Page>
  )
}
