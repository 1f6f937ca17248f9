import './styles/h5.css'
