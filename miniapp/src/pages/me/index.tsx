import { ROLE_LABELS } from '@shared/core/roles'
import { accountsContract } from '@shared/modules/accounts/contract'
import { Text, View } from '@tarojs/components'
import { createClient } from '@/core/api'
import { openPage, openSignIn } from '@/core/navigation'
import { useOutbox } from '@/core/offlineQueue'
import { isH5 } from '@/core/platform'
import { type Preferences, preferences } from '@/core/preferences'
import { confirmAct } from '@/core/say'
import { endSession, session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Segmented } from '@/ui/Segmented'
import { SwitchField } from '@/ui/SwitchField'
import { useShell } from '@/ui/shell'
import { Tag } from '@/ui/Tag'
import { Hours } from './Hours'
import { Places } from './Places'

const { signOut } = createClient(accountsContract)
const SIZES: { value: Preferences['size']; label: string }[] = [
  { value: 'normal', label: '标准' },
  { value: 'large', label: '大字' },
  { value: 'xlarge', label: '特大' },
]

export default function Me() {
  const person = useStore(session, (state) => state.person)
  const reading = useStore(preferences, (state) => state)
  const { wide } = useShell()
  const outbox = useOutbox()
  const unsent = outbox.waiting.length + outbox.refused.length
  const leave = useAction(async () => {
    if (!(await confirmAct('退出登录？', '没发出去的内容会留在这台设备上。', '退出'))) return
    await signOut()
    endSession()
    openSignIn()
  })
  return (
    <Page narrow title="我的" tab state={<ErrorBanner error={leave.error} />}>
      {person ? (
        <>
          <Card pad>
            <View className="between">
              <View>
                <View className="line" style={{ flexWrap: 'wrap' }}>
                  <Text className="card-title nowrap">{person.name}</Text>
                  {person.roles.map((role) => (
                    <Tag key={role}>{ROLE_LABELS[role]}</Tag>
                  ))}
                </View>
                <View className="sub mt1">{person.organization}</View>
              </View>
              <Button size="s" onClick={() => openPage('/modules/people/pages/confirm/index')}>
                核对信息
              </Button>
            </View>
          </Card>
          <Hours personId={person.id} />
        </>
      ) : (
        <Card>
          <Empty icon="me" title="还没有登录">
            <Button kind="fill" onClick={openSignIn}>
              去登录
            </Button>
          </Empty>
        </Card>
      )}
      <Section title="看得清楚">
        <Card>
          <View className="card-pad">
            <Segmented
              label="字号"
              options={SIZES}
              value={reading.size}
              onChange={(size) => preferences.set({ size })}
            />
          </View>
          <SwitchField
            label="高对比度"
            hint="户外强光下更清楚"
            value={reading.contrast}
            onChange={(contrast) => preferences.set({ contrast })}
          />
        </Card>
      </Section>
      {person && !wide && (
        <Section title="全部功能">
          <Places />
        </Section>
      )}
      {person && (
        <Section title="账号">
          <Card>
            <MiniRow
              icon="saved"
              label="本机待发送"
              value={unsent > 0 ? `${unsent} 项` : undefined}
              onClick={() => openPage('/modules/accounts/pages/outbox/index')}
            />
            {isH5 && (
              <MiniRow
                icon="lock"
                label="更改密码"
                onClick={() => openPage('/modules/accounts/pages/password/index')}
              />
            )}
            {!isH5 && (
              <MiniRow
                icon="scan"
                label="扫码登录电脑"
                onClick={() => openPage('/modules/accounts/pages/scan/index')}
              />
            )}
            <MiniRow
              icon="lock"
              label="两步验证"
              onClick={() => openPage('/modules/accounts/pages/secondFactor/index')}
            />
            <MiniRow icon="calendar" label="日历订阅" onClick={() => openPage('/modules/feeds/pages/links/index')} />
            <MiniRow
              icon="phone"
              label="登录着的设备"
              onClick={() => openPage('/modules/accounts/pages/sessions/index')}
            />
            <MiniRow icon="back" label="退出登录" onClick={leave.run} />
          </Card>
        </Section>
      )}
    </Page>
  )
}
