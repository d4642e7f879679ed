import { HealthPanel } from './HealthPanel';
import { Workers } from './Workers';

/** Whether everything works, and who does the work. */
export default function HealthPart() {
  return <div className="two even"><HealthPanel /><Workers /></div>;
}
