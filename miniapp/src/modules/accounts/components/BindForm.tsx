import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/TextField'

interface BindFormProps {
  busy: boolean
  onInvitation: (code: string) => void
  onPhone: (code: string) => void
}

/** Says once who this WeChat belongs to: by the phone number in the register, or by the secretary's code. */
export function BindForm({ busy, onInvitation, onPhone }: BindFormProps) {
  const [code, setCode] = useState('')
  const missing = code.trim().length === 8 ? undefined : '请填 8 位邀请码'
  return (
    <>
      <Card title="用名册里的手机号" pad>
        <View className="sub">微信会问你是否提供手机号，只用来核对名册，不作别用。</View>
        <View className="mt3">
          <Button
            wide
            icon="phone"
            busy={busy}
            openType="getPhoneNumber"
            onGetPhoneNumber={(event) => event.detail.code && onPhone(event.detail.code)}
          >
            用微信手机号核对
          </Button>
        </View>
      </Card>
      <Card title="用邀请码">
        <TextField
          label="邀请码"
          required
          value={code}
          onChange={setCode}
          max={8}
          hint="向本支部书记要，8 位，用一次就失效"
        />
        <View className="card-pad">
          <Button kind="fill" wide busy={busy} reason={missing} onClick={() => onInvitation(code.trim())}>
            绑定本人
          </Button>
        </View>
      </Card>
    </>
  )
}
