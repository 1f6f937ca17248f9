import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
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
  return (
    <Page title="登录着的设备" state={<ErrorBanner error={revoke.error ?? error} />}>
      {!data && !error && <Skeleton />}
      {data && (
        <Card>
          {data.items.map((item) => (
            <Row
              key={item.id}
              title={item.device}
              why={`${label(item.since)} 登录`}
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
    </Page>
  )
}
