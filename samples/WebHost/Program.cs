using Mashup.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMashupHosting(builder.Configuration).AddMashupApi(builder.Configuration);

var app = builder.Build();
app.MapMashupApi();
await app.RunAsync();
