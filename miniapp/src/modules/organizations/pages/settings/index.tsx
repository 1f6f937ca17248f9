import { DEFAULT_SETTINGS, SETTING_NOTES, type UnitSettings } from '@shared/modules/organizations/model'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { SettingSheet } from '../../components/SettingSheet'
import { type OrganizationDetail, organizationsApi } from '../../useOrganizations'

type Name = keyof UnitSettings
const NAMES = Object.keys(SETTING_NOTES) as Name[]

/** Where a value comes from, in words. */
function OriginChip({ organization, name }: { organization: OrganizationDetail; name: Name }) {
  if (organization.ownSettings[name] !== undefined)
    return (
      <Chip tone="ok" icon="pen">
        本组织定的
      </Chip>
    )
  const above = organization.inheritedFrom[name]
  return <Chip icon={above ? 'up' : 'info'}>{above ? `沿用${above}` : '系统默认'}</Chip>
}

export default function Settings() {
  const organizationId = useRouter().params['organizationId'] ?? ''
  const params = { organizationId }
  const detail = useQuery(`organizations/detail/${organizationId}`, () => organizationsApi.detail({ params }))
  const [editing, setEditing] = useState<Name>()
  const save = useAction(async (key, name: Name, value: string | number | undefined) => {
    if (!detail.data) return
    const { [name]: _, ...others } = detail.data.ownSettings
    await organizationsApi.configure(
      { params, body: value === undefined ? others : { ...others, [name]: value } },
      { key },
    )
    setEditing(undefined)
    say('已保存，下面沿用的组织一起生效')
    await detail.refresh()
  })
  return (
    <Page
      title={detail.data ? `${detail.data.name}的规定` : '本组织的规定'}
      who="国家规定没有写死、由单位自己定的；上级定的下级沿用，下级可以另定"
      crumbs={[
        { label: '组织', url: '/modules/organizations/pages/list/index' },
        {
          label: detail.data?.name ?? '组织',
          url: `/modules/organizations/pages/detail/index?organizationId=${organizationId}`,
        },
        { label: '规定' },
      ]}
      state={<ErrorBanner error={editing ? undefined : save.error} />}
    >
      <Loaded query={detail} rows={8}>
        {(organization) => (
          <Table
            label="规定"
            rows={NAMES.map((name) => ({ name }))}
            keyOf={({ name }) => name}
            columns={[
              { id: 'label', label: '规定', cell: ({ name }) => SETTING_NOTES[name].label },
              { id: 'value', label: '现在的值', cell: ({ name }) => String(organization.settings[name]) },
              {
                id: 'from',
                label: '从哪来',
                cell: ({ name }) => <OriginChip organization={organization} name={name} />,
              },
              { id: 'default', label: '默认', cell: ({ name }) => String(DEFAULT_SETTINGS[name]) },
              { id: 'note', label: '说明', cell: ({ name }) => SETTING_NOTES[name].note },
            ]}
            acts={
              organization.allowed.includes('configure')
                ? ({ name }) => (
                    <>
                      <Button size="x" label={`更改${SETTING_NOTES[name].label}`} onClick={() => setEditing(name)}>
                        更改
                      </Button>
                      {organization.ownSettings[name] !== undefined && (
                        <Button
                          size="x"
                          icon="undo"
                          busy={save.busy}
                          label={`${SETTING_NOTES[name].label}改回沿用`}
                          onClick={() => save.run(name, undefined)}
                        >
                          改回沿用
                        </Button>
                      )}
                    </>
                  )
                : undefined
            }
          />
        )}
      </Loaded>
      {detail.data && editing && (
        <SettingSheet
          name={editing}
          now={detail.data.settings[editing]}
          busy={save.busy}
          error={save.error}
          onSave={(value) => save.run(editing, value)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}
