using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml;

namespace Mashup.Sdk.Drawing;

/// <summary>Writes a scene as Scalable Vector Graphics 1.1, one element per shape.</summary>
/// <remarks>Text stays text: it can be searched and read aloud. The widths of <see cref="VectorFont"/> are Arial's, so the layout holds.</remarks>
internal static class SvgWriter
{
    public static byte[] Write(Scene scene)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            Attributes(xml, ("width", Number(scene.Width)), ("height", Number(scene.Height)), ("viewBox", $"0 0 {scene.Width} {scene.Height}"));
            Attributes(xml, ("font-family", "Arial, Helvetica, 'Liberation Sans', sans-serif"), ("stroke-linecap", "round"), ("stroke-linejoin", "round"));
            xml.WriteStartElement("rect");
            Attributes(xml, ("width", "100%"), ("height", "100%"), ("fill", scene.Background.ToString()));
            xml.WriteEndElement();
            foreach (var shape in scene.Shapes)
            {
                Write(xml, shape);
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write(XmlWriter xml, Shape shape)
    {
        switch (shape)
        {
            case BoxShape { Boxes: [var box] } boxes:
                xml.WriteStartElement("rect");
                Attributes(xml, ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Z)), ("height", Number(box.W)));
                Attributes(xml, ("rx", boxes.Radius > 0 ? Number(boxes.Radius) : null));
                break;
            case BoxShape boxes:
                xml.WriteStartElement("path");
                Attributes(xml, ("d", string.Concat(boxes.Boxes.Select(b => $"M{Number(b.X)} {Number(b.Y)}h{Number(b.Z)}v{Number(b.W)}h{Number(-b.Z)}z"))));
                break;
            case AreaShape area:
                xml.WriteStartElement("path");
                Attributes(xml, ("d", Path(area.Points) + "z"));
                break;
            case LineShape line:
                xml.WriteStartElement("path");
                Attributes(xml, ("d", Path(line.Points)), ("stroke-width", Number(line.Width)));
                break;
            case TextShape text:
                xml.WriteStartElement("text");
                Attributes(xml, ("x", Number(text.At.X)), ("y", Number(text.At.Y)), ("font-size", Number(text.Style.Size)), ("font-weight", text.Style.Bold ? "bold" : null));
                Attributes(xml, ("text-anchor", text.Anchor switch { 0 => null, 1 => "end", _ => "middle" }));
                break;
        }

        var isLine = shape is LineShape;
        Attributes(xml, ("fill", isLine ? "none" : shape.Color.ToString()), ("stroke", isLine ? shape.Color.ToString() : null));
        Attributes(xml, ("opacity", shape.Color.Alpha < 1 ? Number(shape.Color.Alpha) : null), ("class", shape.Kind));
        if (shape.Hint is not null)
        {
            xml.WriteElementString("title", Printable(shape.Hint));
        }

        if (shape is TextShape words)
        {
            xml.WriteString(Printable(words.Text));
        }

        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(name, value);
            }
        }
    }

    // File names may hold what XML may not.
    private static string Printable(string text) => string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c)));

    private static string Path(IReadOnlyList<Vector2> points) => "M" + string.Join('L', points.Select(p => $"{Number(p.X)} {Number(p.Y)}"));

    private static string Number(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
