export default definePageConfig({ navigationBarTitleText: '出勤与学时' })
