import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { kindsBelow } from '@shared/modules/organizations/offices'
import { useRouter } from '@tarojs/taro'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { NewOrganization } from '../../components/NewOrganization'
import { Offices } from '../../components/Offices'
import { officesApi, organizationsApi } from '../../useOrganizations'

const LIST = '/modules/organizations/pages/list/index'

export default function OrganizationPage() {
  const organizationId = useRouter().params['organizationId'] ?? ''
  const params = { organizationId }
  const detail = useQuery(`organizations/detail/${organizationId}`, () => organizationsApi.detail({ params }))
  const leadership = useQuery(`organizations/leadership/${organizationId}`, () => officesApi.leadership({ params }))
  const { data } = detail
  const error = detail.error ?? leadership.error
  const refresh = () => {
    detail.refresh()
    leadership.refresh()
  }
  if (!data)
    return (
      <Page narrow title="组织" state={<AnswerState error={error} shown={false} onRetry={refresh} />}>
        {!error && <Skeleton />}
      </Page>
    )
  const isWorkplace = data.kind === 'unit' || data.kind === 'department' || data.kind === 'team'
  const warnings = leadership.data?.warnings ?? []
  return (
    <Page
      narrow
      title={data.name}
      who={`${ORGANIZATION_KIND_LABELS[data.kind]}${data.parentName ? ` · 隶属${data.parentName}` : ''}`}
      crumbs={[{ label: '组织', url: LIST }, { label: data.name }]}
      acts={data.allowed.includes('edit') ? <NewOrganization parent={data} /> : undefined}
      state={<AnswerState error={error} shown onRetry={refresh} />}
    >
      {warnings.length > 0 && <Banner tone="warn" title={`有 ${warnings.length} 处需要看一看`} reasons={warnings} />}
      <Card>
        <MiniRow
          icon="users"
          {...(isWorkplace
            ? { label: '人员' }
            : {
                label: '党员',
                value: `${leadership.data?.members ?? 0} 名，其中正式 ${leadership.data?.fullMembers ?? 0} 名`,
              })}
          onClick={() => openPage(`/modules/people/pages/list/index?within=${organizationId}`)}
        />
        {data.dissolvedOn && <MiniRow icon="stop" label="已撤销" value={`自 ${data.dissolvedOn}`} />}
        <MiniRow
          icon="gear"
          label="本组织的规定"
          value={`自定 ${Object.keys(data.ownSettings).length} 项，其余沿用`}
          onClick={() => openPage(`/modules/organizations/pages/settings/index?organizationId=${organizationId}`)}
        />
        {data.kind !== 'branch' && kindsBelow(data.kind).length > 0 && (
          <MiniRow
            icon="org"
            label="下级组织"
            onClick={() => openPage(`/modules/organizations/pages/list/index?within=${organizationId}`)}
          />
        )}
        {data.kind === 'branch' && (
          <MiniRow
            icon="flag"
            label="全年计划"
            onClick={() => openPage(`/modules/duties/pages/plan/index?organizationId=${organizationId}`)}
          />
        )}
      </Card>
      <Offices
        organization={data}
        offices={leadership.data?.offices ?? []}
        mayAppoint={data.allowed.includes('appoint')}
        onChanged={leadership.refresh}
      />
    </Page>
  )
}
