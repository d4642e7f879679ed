using Mashup.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddMashupHosting(builder.Configuration);

await builder.Build().RunAsync();
