import { useParams } from 'react-router';
import { Failed, Loading } from '../../design/states';
import { useMashup, usePlan } from '../result/api';
import { Editor } from './Editor';
import './editor.css';

/** The timeline of a mashup. */
export default function EditorPage() {
  const { id = '' } = useParams();
  const mashup = useMashup(id);
  const plan = usePlan(mashup.data);
  const error = mashup.error ?? plan.error;
  if (error !== null) {
    return <Failed title="The timeline cannot be shown" error={error} retry={() => { void mashup.refetch(); void plan.refetch(); }} />;
  }

  return mashup.data === undefined || plan.data === undefined ? <Loading />
    : <Editor key={`${id} ${String(mashup.data.revision ?? 0)}`} mashup={mashup.data} original={plan.data} />;
}
