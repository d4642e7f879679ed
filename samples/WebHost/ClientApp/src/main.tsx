import './theme/mantine.css';
import '@mantine/notifications/styles.css';
import 'virtual:theme-variables.css';
import './theme/global.css';
import './design/design.css';
import './app/shell.css';

const start = () => { void import('./app/start'); };

// The head that index.html brings is painted before the app takes the processor; nobody sees a page in the background paint.
if (document.hidden) {
  start();
} else {
  requestAnimationFrame(() => { setTimeout(start); });
}
