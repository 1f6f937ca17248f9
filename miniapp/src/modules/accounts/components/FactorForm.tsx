import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Tap } from '@/ui/Tap'
import { TextField } from '@/ui/TextField'

interface FactorFormProps {
  busy: boolean
  onSubmit: (code: string) => void
  onBack: () => void
}

/** The second step after the password: six digits, or a recovery code when the phone is lost. */
export function FactorForm({ busy, onSubmit, onBack }: FactorFormProps) {
  const [code, setCode] = useState('')
  const missing = code.trim().length >= 6 ? undefined : '请填验证码'
  const submit = () => {
    if (!missing) onSubmit(code)
  }
  return (
    <>
      <Card>
        <TextField
          label="动态验证码"
          required
          focus
          value={code}
          onChange={setCode}
          onConfirm={submit}
          max={12}
          hint="验证器应用里的 6 位数字；手机不在身边，可填一个恢复码"
        />
        <View className="card-pad">
          <Button kind="fill" wide busy={busy} reason={missing} onClick={submit}>
            验证并登录
          </Button>
        </View>
      </Card>
      <View className="center mt4">
        <Tap className="link" onClick={onBack}>
          换个账号登录
        </Tap>
      </View>
    </>
  )
}
