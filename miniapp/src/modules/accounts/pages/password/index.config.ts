export default definePageConfig({ navigationBarTitleText: '更改密码' })
