import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { CHANNEL_LABELS } from '@shared/modules/accounts/model'
import { View } from '@tarojs/components'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Row } from '@/ui/Row'
import { Skeleton } from '@/ui/Skeleton'
import { accountsApi } from '../../useSignIn'

const label = (instant: string) => `${dayLabel(plainDateOfInstant(instant))} ${clockTimeOf(instant)}`

export default function Sessions() {
  const { data, error, refresh } = useQuery('accounts/sessions', () => accountsApi.sessions(), { keep: false })
  const revoke = useAction(async (key, sessionId: string) => {
    if (!(await confirmAct('让这台设备退出？', '它要重新登录才能再用。', '退出'))) return
    await accountsApi.revokeSession({ params: { sessionId } }, { key })
    await refresh()
  })
  const revokeOthers = useAction(async (key) => {
    if (!(await confirmAct('让其他设备都退出？', '只留下这一台。', '全部退出'))) return
    const { ended } = await accountsApi.revokeOthers(undefined, { key })
    say(`${ended} 台设备已退出`)
    await refresh()
  })
  const others = data?.items.some(({ current }) => !current)
  return (
    <Page
      narrow
      title="登录着的设备"
      state={<AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={revoke.error ?? revokeOthers.error} />
      {!data && !error && <Skeleton />}
      {data && (
        <Card>
          {data.items.map((item) => (
            <Row
              key={item.id}
              title={item.device}
              why={`${CHANNEL_LABELS[item.channel]} · ${label(item.since)} 登录 · 网络 ${item.network}`}
              due={{ text: `最近使用 ${label(item.lastSeen)}` }}
              act={
                item.current ? (
                  <Chip tone="ok">这台</Chip>
                ) : (
                  <Button size="s" busy={revoke.busy} onClick={() => revoke.run(item.id)}>
                    退出
                  </Button>
                )
              }
            />
          ))}
        </Card>
      )}
      {others && (
        <View className="card-pad">
          <Button kind="bad" wide busy={revokeOthers.busy} onClick={revokeOthers.run}>
            让其他设备都退出
          </Button>
        </View>
      )}
    </Page>
  )
}
